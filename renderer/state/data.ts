/** Keeps the engine's description of the document's data up to date. The engine is asked again, debounced, when the data reference
 *  changes. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { followData as withDataShapes } from '../../shared/model/follow-data.ts'
import type { Text } from '../../shared/text.ts'
import { problemsOf } from './problems.ts'
import { endReading } from './reading.ts'
import { type AppState, documentOf, useApp } from './store.ts'

const DEBOUNCE_MS = 350
/** After the last of several marks: what they change is needed by the next training, which asks for it itself. */
const MARKS_DEBOUNCE_MS = 1500

/** The inputs of the description as one string. The fingerprint is part of the answer and is left out. */
const keyOf = (data: DataReference, { folder, path }: AppState['file']) =>
  JSON.stringify([data.source, data.columns, data.marks, data.split, folder, path])

let requestedKey: string | null = null
/** The last description, which is still known after the file has gone. */
let last: { readonly data: DataReference; readonly key: string; readonly info: DataInfo } | null = null
/** The last description in the open document, which Inputs followed. */
let described: { readonly opened: number; readonly info: DataInfo } | null = null
/** The data with which the document was opened: they are as the file says, and no Input follows them. */
let opening: { readonly opened: number; readonly data: DataReference | null } | null = null
/** The description that is asked for after a pause, and the one that the engine is working on. */
let waiting: { readonly timer: ReturnType<typeof setTimeout>; readonly start: () => void } | null = null
let asked: Promise<void> = Promise.resolve()

const FOLLOWS: Text = { en: 'Shape of the data', ko: '데이터의 모양' }

/** Lets Inputs follow edited data. */
function followShapes(info: DataInfo): void {
  const app = useApp.getState()
  const previous = described?.opened === app.opened ? described.info : null
  described = { opened: app.opened, info }
  if (documentOf(app).data !== opening?.data)
    app.followData(FOLLOWS, (document) => withDataShapes(document, previous, info))
}

async function describeData(
  data: DataReference,
  { folder, path }: AppState['file'],
  requestKey: string,
): Promise<void> {
  const { host } = useApp.getState()
  if (!host) return
  try {
    const info = await host.engine.describeData(data, folder, path)
    if (requestedKey !== requestKey) return
    last = { data, key: requestKey, info }
    followShapes(info)
    useApp.setState({ data: { state: 'ready', info } })
  } catch (error) {
    if (requestedKey !== requestKey) return
    useApp.setState({ data: { state: 'failed', problems: problemsOf(error) } })
  } finally {
    if (requestedKey === requestKey) endReading('describeData')
  }
}

function update(state: AppState): void {
  const { data } = documentOf(state)
  if (opening?.opened !== state.opened) opening = { opened: state.opened, data }
  if (!state.host) return
  if (data === null) {
    requestedKey = null
    stopWaiting()
    if (state.data.state !== 'none') useApp.setState({ data: { state: 'none' } })
    return
  }
  const requestKey = keyOf(data, state.file)
  const first = requestedKey === null
  const isReady = state.data.state === 'ready' && !first
  const isDescribed = isReady && requestKey === last?.key
  if (requestKey === requestedKey || isDescribed) {
    // Another document, another object of the same data, or marks that were taken back.
    if (isDescribed) last = { ...last!, data }
    if (requestKey !== requestedKey) stopWaiting()
    requestedKey = requestKey
    return
  }
  const isMarked = isReady && differsInMarks(data, last?.data)
  requestedKey = requestKey
  stopWaiting()
  if (!isMarked) useApp.setState({ data: { state: 'reading' } })
  const delay = first ? 0 : isMarked ? MARKS_DEBOUNCE_MS : DEBOUNCE_MS
  const start = () => {
    stopWaiting()
    asked = describeData(data, state.file, requestKey)
  }
  waiting = { timer: setTimeout(start, delay), start }
}

function stopWaiting(): void {
  clearTimeout(waiting?.timer)
  waiting = null
}

/** Describes edited data without the pause in which more edits may follow, for what is written now. Data that take long are not waited for.
 *  @param ms the longest time to wait */
export async function describeNow(ms: number): Promise<void> {
  waiting?.start()
  let timer: ReturnType<typeof setTimeout> | undefined
  const pause = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([asked, pause])
  clearTimeout(timer)
}

const differsInMarks = (data: DataReference, other: DataReference | undefined): boolean =>
  data.source === other?.source &&
  data.columns === other.columns &&
  data.split === other.split &&
  data.marks !== other.marks

/** The data as they were last described, while only marks differ: reading other rows waits for no preparation with the new marks. */
export const describedData = (data: DataReference): DataReference =>
  last !== null && differsInMarks(data, last.data) ? last.data : data

/** What was last found in this data; null before the first time. */
export const lastInfo = (data: DataReference): DataInfo | null => (last?.data === data ? last.info : null)

/** Reads the data again, for example after a missing file was added. */
export function reloadData(): void {
  requestedKey = null
  update(useApp.getState())
}

/** Follows the document from now on. @returns a function that stops */
export function followData(): () => void {
  update(useApp.getState())
  return useApp.subscribe((state, previous) => {
    if (
      state.opened !== previous.opened ||
      state.host !== previous.host ||
      state.file.folder !== previous.file.folder ||
      state.file.path !== previous.file.path ||
      documentOf(state).data !== documentOf(previous).data
    )
      update(state)
  })
}
