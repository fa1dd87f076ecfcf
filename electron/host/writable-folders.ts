/** Finds out at the start which of the app's folders can be written, so that a person learns of it before something is lost. */
import { randomBytes } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Text } from '../../shared/text.ts'
import { type AppFolders, appFolders } from '../system/app-folder.ts'

/** The code of the error (EROFS, EACCES, ENOSPC …) that a new file in this folder meets; `null` if it can be written. The folder is made
 *  if it does not exist. */
export function writeFault(folder: string): string | null {
  const file = join(folder, `.layerloom-${randomBytes(6).toString('hex')}.tmp`)
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    try {
      // A full disk still takes an empty file.
      writeFileSync(file, Buffer.alloc(4096), { flag: 'wx' })
    } finally {
      rmSync(file, { force: true })
    }
    return null
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Node's error for a folder that cannot be made on a read-only disk: the parent has the reason.
    return (code === 'ENOENT' ? parentFault(folder) : null) ?? code ?? String(error)
  }
}

/** Why nothing can be made in the nearest folder that exists; `null` if the system does not say. */
function parentFault(folder: string): string | null {
  const parent = dirname(folder)
  if (parent !== folder && !existsSync(parent)) return parentFault(parent)
  try {
    accessSync(parent, constants.W_OK)
    return null
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? null
  }
}

const CONSEQUENCES: { readonly [K in keyof AppFolders]: Text } = {
  data: {
    en: 'Runs cannot be recorded, and unsaved work is lost when Layerloom ends: save your documents elsewhere',
    ko: '학습을 기록할 수 없고 Layerloom이 종료되면 저장하지 않은 작업이 사라집니다. 문서를 다른 곳에 저장하세요',
  },
  cache: {
    en: 'Data cannot be prepared for a training',
    ko: '학습할 데이터를 준비할 수 없습니다',
  },
  settings: {
    en: 'Settings last until Layerloom ends',
    ko: '설정은 Layerloom을 종료할 때까지만 유지됩니다',
  },
  logs: { en: 'Nothing is logged', ko: '로그가 기록되지 않습니다' },
}

/** One sentence for each folder that cannot be written, with what it means, and one that says what to do; none if all can be written. */
export function folderNotices(env: NodeJS.ProcessEnv = process.env, faultOf = writeFault): Text[] {
  const own = appFolders(env)
  // `npm start` has a cache of its own.
  const folders: AppFolders = { ...own, cache: env.LAYERLOOM_CACHE || own.cache }
  const notices = (Object.keys(CONSEQUENCES) as (keyof AppFolders)[]).flatMap((name) => {
    const fault = faultOf(folders[name])
    return fault === null ? [] : [folderNotice(folders[name], fault, CONSEQUENCES[name])]
  })
  return notices.length === 0 ? [] : [...notices, WHAT_TO_DO]
}

const WHAT_TO_DO: Text = {
  en: 'Free some space or make the folder writable, then start Layerloom again.',
  ko: '공간을 비우거나 폴더를 쓸 수 있게 한 다음 Layerloom을 다시 시작하세요.',
}

const folderNotice = (folder: string, fault: string, consequence: Text): Text =>
  fault === 'ENOSPC' || fault === 'EDQUOT'
    ? {
        en: `The disk of ${folder} is full. ${consequence.en}.`,
        ko: `${folder} 폴더의 디스크가 가득 찼습니다. ${consequence.ko}.`,
      }
    : {
        en: `The folder ${folder} cannot be written to (${fault}). ${consequence.en}.`,
        ko: `${folder} 폴더에 쓸 수 없습니다(${fault}). ${consequence.ko}.`,
      }
