/** Which data the engine refuses to read until the user has allowed it, and paths that the user chose, which need no question. */
import { fileFields, fileSlot, isAbsolute, joinPath } from '../../shared/document/data-paths.ts'
import { reloadData } from './data.ts'
import { documentOf, useApp } from './store.ts'

/** Code of the problem that the engine reports until the user has allowed the path. */
export const NOT_ALLOWED = 'data_not_allowed'

const fullPath = (path: string): string => {
  const { folder } = useApp.getState().file
  return isAbsolute(path) || folder === null ? path : joinPath(folder, path)
}

/** The path that may not be read yet; `null` if there is none. */
export function refusedDataPath(): string | null {
  const state = useApp.getState()
  if (state.data.state !== 'failed') return null
  const refused = state.data.problems.find(({ code }) => code === NOT_ALLOWED)
  const { data } = documentOf(state)
  const file = refused && data && fileFields(data.source).find((each) => fileSlot(each) === refused.field)
  return file ? fullPath(file.path) : null
}

/** Number of answers being sent to the host. Until they arrive, its refusal has no meaning. */
let pendingAnswers = 0

export const isAnswerPending = (): boolean => pendingAnswers > 0

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
