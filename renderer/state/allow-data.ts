/** The question about data outside the document's folder, asked once per document and path. On the desktop the host asks, since a
 *  compromised page could answer its own question; in a browser access is limited to the host's folders, and the page asks. */
import type { Permission } from '../../shared/ipc/contract/index.ts'
import { ask } from './ask.ts'
import { CHOOSE_DATA, chooseData } from './choose-data.ts'
import { reloadData } from './data.ts'
import { isAnswerPending, refusedDataPath } from './data-access.ts'
import { notifyOpenFailed } from './files.ts'
import { documentOf, useApp } from './store.ts'

async function requestAnswer(path: string): Promise<Permission> {
  const { host, hostInfo, file } = useApp.getState()
  if (!host) return 'cancel'
  if (hostInfo?.dialogs === 'native') return host.host.allowData(path, file.path)
  const answer = await ask({ kind: 'allow-data', path })
  return answer === 'allow' ? host.host.allowData(path, file.path) : answer
}

export async function askDataAccess(): Promise<void> {
  const path = refusedDataPath()
  if (path === null) return
  const previousData = documentOf(useApp.getState()).data
  try {
    const answer = await requestAnswer(path)
    if (documentOf(useApp.getState()).data !== previousData) return
    if (answer === 'allow') reloadData()
    if (answer === 'other') await chooseData()
  } catch (error) {
    notifyOpenFailed(error, { en: 'The data cannot be read', ko: '데이터를 읽을 수 없습니다' }, CHOOSE_DATA)
  }
}

/** Asks when the engine refuses data, unless another dialog is open. While the path is still being typed, it waits. Must start after
 *  `followData`, which discards the answer for another path. */
export function followRefusals(): () => void {
  let isNew = false
  return useApp.subscribe((state, previous) => {
    if (state.data !== previous.data) isNew = state.dialog === null
    if (!isNew || state.history.base !== null || isAnswerPending()) return
    isNew = false
    if (state.dialog === null && refusedDataPath() !== null) void askDataAccess()
  })
}
