/** The question about data outside the document's folder, asked once per document and path. On the desktop the host asks, since a
 *  compromised page could answer its own question; in a browser access is limited to the host's folders, and the page asks. */
import { isAbsolute, joinPath } from '../../shared/document/data-paths.ts'
import type { DataAnswer } from '../../shared/ipc/contract.ts'
import { ask } from './ask.ts'
import { CHOOSE_DATA, chooseData } from './choose-data.ts'
import { reloadData } from './data.ts'
import { notifyOpenFailed } from './files.ts'
import { documentOf, useApp } from './store.ts'

/** Code of the problem that the engine reports until the user has allowed the path. */
export const NOT_ALLOWED = 'data_not_allowed'

const fullPath = (path: string): string => {
  const { folder } = useApp.getState().file
  return isAbsolute(path) || folder === null ? path : joinPath(folder, path)
}

/** The path that may not be read yet; `null` if there is none. */
function refusedDataPath(): string | null {
  const state = useApp.getState()
  if (state.data.state !== 'failed') return null
  const refused = state.data.problems.find(({ code }) => code === NOT_ALLOWED)
  const path = refused?.field && documentOf(state).data?.source[refused.field]
  return typeof path === 'string' ? fullPath(path) : null
}

async function requestAnswer(path: string): Promise<DataAnswer> {
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

/** Number of answers being sent to the host. Until they arrive, its refusal has no meaning. */
let pendingAnswers = 0

/** Asks when the engine refuses data, unless another dialog is open. While the path is still being typed, it waits. Must start after
 *  `followData`, which discards the answer for another path. */
export function followRefusals(): () => void {
  let isNew = false
  return useApp.subscribe((state, previous) => {
    if (state.data !== previous.data) isNew = state.dialog === null
    if (!isNew || state.history.base !== null || pendingAnswers > 0) return
    isNew = false
    if (state.dialog === null && refusedDataPath() !== null) void askDataAccess()
  })
}

/** A path chosen in a dialog of the page, or typed, needs no question. The desktop knows the choices made in its native dialogs. */
export async function allowChosen(path: string): Promise<void> {
  const { host, hostInfo } = useApp.getState()
  if (hostInfo?.dialogs !== 'in-app' || path.trim() === '') return
  pendingAnswers++
  try {
    await host?.host.allowData(fullPath(path), null)
  } catch (error) {
    console.info('The data will be asked about:', error) // reading the data reports the reason
  } finally {
    pendingAnswers--
  }
  // The engine refused the path while it was being typed.
  if (refusedDataPath() === fullPath(path)) reloadData()
}
