/** Asks for a file with the native dialog or the dialog of the page. */
import type { FileKind } from '../../shared/ipc/contract/index.ts'
import { ask } from './ask.ts'
import { allowChosen } from './data-access.ts'
import { useApp } from './store.ts'

/** @returns the path; `null` if cancelled */
export async function chooseFile(
  fileKind: FileKind,
  purpose: 'open' | 'save',
  suggested: string,
): Promise<string | null> {
  const { host, hostInfo } = useApp.getState()
  if (!host) return null
  if (hostInfo?.dialogs === 'native') return host.host.chooseFile(fileKind, purpose, suggested)
  return ask({ kind: 'file', purpose, fileKind, suggested })
}

/** Asks for a data file. @param suggested a name that the file may have @returns the path; `null` if cancelled */
export async function chooseDataFile(kind: 'table' | 'idx', suggested = ''): Promise<string | null> {
  const path = await chooseFile(kind, 'open', suggested)
  if (path !== null) await allowChosen(path)
  return path
}
