/** Finds out at the start which of the app's folders can be written, so that a person learns of it before something is lost. */
import { randomBytes } from 'node:crypto'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
    return (error as NodeJS.ErrnoException).code ?? String(error)
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

/** One sentence for each folder that cannot be written: what it means, and what to do. */
export function folderNotices(env: NodeJS.ProcessEnv = process.env, faultOf = writeFault): Text[] {
  const own = appFolders(env)
  // `npm start` has a cache of its own.
  const folders: AppFolders = { ...own, cache: env.LAYERLOOM_CACHE || own.cache }
  return (Object.keys(CONSEQUENCES) as (keyof AppFolders)[]).flatMap((name) => {
    const fault = faultOf(folders[name])
    return fault === null ? [] : [folderNotice(folders[name], fault, CONSEQUENCES[name])]
  })
}

function folderNotice(folder: string, fault: string, consequence: Text): Text {
  const isFull = fault === 'ENOSPC' || fault === 'EDQUOT'
  return isFull
    ? {
        en: `The disk of ${folder} is full. ${consequence.en}. Free some space, then start Layerloom again.`,
        ko: `${folder} 폴더의 디스크가 가득 찼습니다. ${consequence.ko}. 공간을 비운 다음 Layerloom을 다시 시작하세요.`,
      }
    : {
        en: `The folder ${folder} cannot be written to (${fault}). ${consequence.en}. Make it writable, then start Layerloom again.`,
        ko: `${folder} 폴더에 쓸 수 없습니다(${fault}). ${consequence.ko}. 쓸 수 있게 한 다음 Layerloom을 다시 시작하세요.`,
      }
}
