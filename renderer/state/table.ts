/** What the engine has found in the document's table, while the Data workspace is in view. The engine is asked again, debounced, when the
 *  data reference changes; the latest answer wins. */
import { create } from 'zustand'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import type { TableProfile } from '../../shared/data/table-profile.ts'
import { fileFields } from '../../shared/document/data-paths.ts'
import type { ProblemData } from '../../shared/problem.ts'
import type { Host } from '../host/host.ts'
import { problemsOf } from './problems.ts'
import { endReading, wasStopped } from './reading.ts'
import { type AppState, documentOf, useApp } from './store.ts'

const DEBOUNCE_MS = 200

interface TableState {
  /** The last profile of this file; `null` before the first one. */
  readonly profile: TableProfile | null
  readonly reading: boolean
  /** A person has stopped the reading: what is known is that of the first lines, or nothing. */
  readonly stopped: boolean
  /** Why the table could not be read with the present settings. */
  readonly problems: readonly ProblemData[]
}

const NONE: TableState = { profile: null, reading: false, stopped: false, problems: [] }

export const useTable = create<TableState>()(() => NONE)

export const isTable = (data: DataReference | null): data is DataReference =>
  data !== null && isTableSource(data.source)

/** The inputs of the profile as one string. */
const keyOf = (data: DataReference, { folder, path }: AppState['file']) =>
  JSON.stringify([data.source, data.columns, folder, path])

/** The file of the profile. The profile of another file is not shown. */
const fileOf = (data: DataReference, { folder }: AppState['file']) =>
  JSON.stringify([fileFields(data.source), folder])

let requestedKey: string | null = null
let profiledFile: string | null = null
let timer: ReturnType<typeof setTimeout> | undefined

async function inspect(
  data: DataReference,
  file: AppState['file'],
  requestKey: string,
  isExact = false,
): Promise<void> {
  const { host } = useApp.getState()
  if (!host) return
  endReading('inspectTable')
  if (useTable.getState().profile === null) void preview(host, data, file, requestKey)
  try {
    const profile = await host.engine.inspectTable(data, file.folder, file.path, isExact)
    if (requestedKey === requestKey)
      useTable.setState({ profile, reading: false, stopped: false, problems: [] })
  } catch (error) {
    if (requestedKey !== requestKey) return
    const stopped = wasStopped(error)
    const problems = stopped ? [] : problemsOf(error)
    // The figures of a sample are as good as before.
    useTable.setState({ reading: false, stopped: stopped && !isExact, problems })
  } finally {
    if (requestedKey === requestKey) endReading('inspectTable')
  }
}

/** Shows the columns of a large table from its first lines until all rows are read. */
async function preview(
  { engine }: Host,
  data: DataReference,
  file: AppState['file'],
  requestKey: string,
): Promise<void> {
  // An error is reported by the reading of all rows.
  const profile = await engine.previewTable(data, file.folder, file.path).catch(() => null)
  const { reading, profile: known } = useTable.getState()
  if (profile && requestedKey === requestKey && reading && known === null) useTable.setState({ profile })
}

function update(state: AppState): void {
  const { data } = documentOf(state)
  if (!state.host || state.workspace !== 'data') return
  if (!isTable(data)) {
    requestedKey = null
    profiledFile = null
    clearTimeout(timer)
    useTable.setState(NONE)
    return
  }
  const requestKey = keyOf(data, state.file)
  if (requestKey === requestedKey) return
  requestedKey = requestKey
  clearTimeout(timer)
  const file = fileOf(data, state.file)
  const isNew = file !== profiledFile
  profiledFile = file
  useTable.setState(isNew ? { ...NONE, reading: true } : { reading: true, stopped: false })
  timer = setTimeout(() => void inspect(data, state.file, requestKey), isNew ? 0 : DEBOUNCE_MS)
}

/** Inspects the table again, for example after its file was changed. */
export function reloadTable(): void {
  requestedKey = null
  update(useApp.getState())
}

/** Computes the figures that came from a sample from all rows. */
export function inspectExactly(): void {
  const state = useApp.getState()
  const { data } = documentOf(state)
  if (!isTable(data) || useTable.getState().reading) return
  useTable.setState({ reading: true })
  void inspect(data, state.file, keyOf(data, state.file), true)
}

/** Follows the document from now on. @returns a function that stops */
export function followTable(): () => void {
  reloadTable()
  return useApp.subscribe((state, previous) => {
    // The data is read again: a file was allowed, or is there now.
    const isRetry = state.data !== previous.data && state.data.state === 'reading'
    const { problems, stopped } = useTable.getState()
    if (isRetry && (stopped || problems.length > 0)) requestedKey = null
    if (
      state.host !== previous.host ||
      state.workspace !== previous.workspace ||
      state.data !== previous.data ||
      state.file.folder !== previous.file.folder ||
      state.file.path !== previous.file.path ||
      documentOf(state).data !== documentOf(previous).data
    )
      update(state)
  })
}
