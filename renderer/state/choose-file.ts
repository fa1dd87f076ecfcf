/** Asks for a file: the native dialog, or the one in the page. */
import type { FileKind } from '../../shared/ipc/contract.ts'
import { tellChosen } from './allow-data.ts'
import { ask } from './ask.ts'
import { useApp } from './store.ts'

/** `null` when cancelled. */
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

/** Lets the person choose a data file; `null` when cancelled. */
export async function chooseDataFile(kind: 'csv' | 'idx'): Promise<string | null> {
  const path = await chooseFile(kind, 'open', '')
  if (path !== null) await tellChosen(path)
  return path
}
