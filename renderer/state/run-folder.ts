/** Runs in folders elsewhere: chosen, or dropped on the window. Each stays where it is and is listed among the runs. */
import type { DroppedFile } from '../host/connect.ts'
import { chooseFile } from './choose-file.ts'
import { findDropped } from './copy-dropped.ts'
import { allowChosen } from './data-access.ts'
import { type Action, notify } from './notify.ts'
import { sentencesOf } from './problems.ts'
import { readRuns, useRunList } from './run-list.ts'
import { useApp } from './store.ts'
import { goToWorkspace } from './workspace.ts'

const RECORD = 'run.json'
const OPEN_RUN: Action = { label: { en: 'Open run folder…', ko: '학습 기록 폴더 열기…' }, run: openRunFolder }

/** Asks for the folder of a run, in a browser for its run.json, and lists it. */
export async function openRunFolder(): Promise<void> {
  const path = await chooseFile('run', 'open', '')
  if (path === null) return
  await allowChosen(path)
  await addRun(path)
}

/** Lists the run in a dropped folder. A browser does not tell where it is: the host looks for its run.json. */
export async function openDroppedRun({ path, folder }: DroppedFile): Promise<void> {
  const record = path === null && folder ? await recordIn(folder) : null
  const found = record ? await findDropped(record) : path
  if (found !== null) return addRun(found)
  notifyNotOpened([
    record
      ? {
          en: 'A browser does not tell where a dropped folder is, and none of the folders that the app may read has this run. Move it into one of them, or choose its run.json.',
          ko: '브라우저는 놓은 폴더의 위치를 알려 주지 않고, 앱이 읽을 수 있는 폴더에서도 이 학습 기록을 찾지 못했습니다. 그 안으로 옮기거나 run.json을 고르세요.',
        }
      : {
          en: `There is no ${RECORD} in the dropped folder. A folder that is dropped on the window is opened as a run.`,
          ko: `놓은 폴더에 ${RECORD}이 없습니다. 창에 놓은 폴더는 학습 기록으로 엽니다.`,
        },
  ])
}

/** The run.json in a dropped folder; null if there is none, or it cannot be read. */
const recordIn = (folder: FileSystemDirectoryEntry): Promise<File | null> =>
  new Promise((resolve) =>
    folder.getFile(
      RECORD,
      {},
      (entry) => (entry as FileSystemFileEntry).file(resolve, () => resolve(null)),
      () => resolve(null),
    ),
  )

const notifyNotOpened = (sentences: Parameters<typeof notify>[1]): unknown =>
  notify({ en: 'The run was not opened', ko: '학습 기록을 열지 못했습니다' }, sentences, {
    actions: [OPEN_RUN],
  })

async function addRun(path: string): Promise<void> {
  const { host } = useApp.getState()
  if (!host) return
  try {
    const run = await host.engine.addRunFolder(path)
    await readRuns()
    useRunList.setState({ scope: { kind: 'all' }, query: '', current: run })
    goToWorkspace('runs')
  } catch (error) {
    notifyNotOpened(sentencesOf(error))
  }
}

/** Takes the folders that are not there off the list. */
export async function forgetMissingRuns(): Promise<void> {
  await useApp.getState().host?.engine.forgetMissingRuns()
  await readRuns()
}
