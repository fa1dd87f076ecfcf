/** Keeps the signals up to date with the document: of the shown variant first, then of the others while something shows them. One query
 *  is under way at a time. Edits in quick succession, as of a slider, wait for a query that is young, so that figures follow the slider;
 *  an older query is replaced. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import { type Document, isEmpty, mainNetwork, type NetworkId } from '../../shared/document/document.ts'
import { serializeDocument } from '../../shared/document/file.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import { isEqualExceptPositions } from '../state/analysis.ts'
import { problemsOf } from '../state/problems.ts'
import { focusedOn } from '../state/shown-variant.ts'
import { type AppState, useApp } from '../state/store.ts'
import { type SignalsEntry, useSignals } from './state.ts'

/** Edits within this time are one query, in milliseconds. */
const THROTTLE_MS = 25
/** A query that has run for less time is not replaced. */
const PATIENCE_MS = 250
/** Name of the window's queries, of which the engine answers the newest. */
const SLOT = 'window'

/** All that decides the signals of a variant. */
interface Inputs {
  readonly document: Document
  readonly info: DataInfo | null
  readonly folder: string | null
  readonly path: string | null
  readonly draw: number
}

interface Query {
  readonly variant: NetworkId
  readonly inputs: Inputs
  readonly startedAt: number
}

const inputsOf = (state: AppState, variant: NetworkId): Inputs => ({
  document: focusedOn(state.history.present, variant),
  info: state.data.state === 'ready' ? state.data.info : null,
  folder: state.file.folder,
  path: state.file.path,
  draw: useSignals.getState().draw,
})

const isEqual = (a: Inputs | undefined, b: Inputs): boolean =>
  a !== undefined &&
  a.info === b.info &&
  a.folder === b.folder &&
  a.path === b.path &&
  a.draw === b.draw &&
  isEqualExceptPositions(a.document, b.document)

/** What the last answer or refusal of each variant was for. */
const answered = new Map<NetworkId, Inputs>()
let query: Query | null = null
let timer: ReturnType<typeof setTimeout> | undefined
/** How many views show the signals of all variants. */
let watchers = 0

/** Computes the signals of the other variants too. @returns a function that stops */
export function watchVariants(): () => void {
  watchers++
  schedule()
  return () => void watchers--
}

/** The variant to compute next; null while all are up to date, or nothing can be computed. */
function nextVariant(state: AppState): NetworkId | null {
  const { isOn, replay } = useSignals.getState()
  const canCompute = state.host !== null && state.lostConnection === null && state.data.state !== 'reading'
  if (!isOn || replay !== null || !canCompute || state.workspace !== 'design') return null
  const others = watchers > 0 ? variantsOf(state.history.present) : []
  const isDue = (variant: NetworkId) => {
    const inputs = inputsOf(state, variant)
    return !isEmpty(mainNetwork(inputs.document)) && !isEqual(answered.get(variant), inputs)
  }
  return [state.variant, ...others].find(isDue) ?? null
}

function schedule(): void {
  timer ??= setTimeout(work, THROTTLE_MS)
}

function work(): void {
  clearTimeout(timer)
  timer = undefined
  const state = useApp.getState()
  const variant = nextVariant(state)
  if (variant === null) return
  const inputs = inputsOf(state, variant)
  const now = performance.now()
  if (query?.variant === variant && isEqual(query.inputs, inputs)) return
  const wait = query ? query.startedAt + PATIENCE_MS - now : 0
  if (wait > 0) timer = setTimeout(work, wait)
  else void compute(state, { variant, inputs, startedAt: now })
}

async function compute({ host }: AppState, own: Query): Promise<void> {
  query = own
  useSignals.setState({ computing: own.variant })
  const { document, folder, path, draw } = own.inputs
  let found: Partial<SignalsEntry>
  try {
    const text = serializeDocument(document)
    found = {
      signals: await host!.engine.signals({ slot: SLOT, document: text, folder, file: path, draw }),
      problems: [],
    }
  } catch (error) {
    found = { problems: problemsOf(error) }
  }
  // A newer query has taken its place, or the signals were turned off.
  if (query !== own) return
  query = null
  if (useApp.getState().lostConnection === null) answer(own, found)
  else useSignals.setState({ computing: null })
  work()
}

const NONE: SignalsEntry = { signals: null, isStale: true, problems: [] }

function answer({ variant, inputs }: Query, found: Partial<SignalsEntry>): void {
  answered.set(variant, inputs)
  useSignals.setState(({ byVariant }) => ({
    byVariant: new Map(byVariant).set(variant, { ...(byVariant.get(variant) ?? NONE), ...found }),
    computing: null,
  }))
  markStale()
}

/** Figures are of the present drawing or marked; those of a variant that has gone are dropped. */
function markStale(): void {
  const state = useApp.getState()
  const { byVariant } = useSignals.getState()
  const variants = new Set(variantsOf(state.history.present))
  let changed = false
  const marked = [...byVariant].flatMap(([variant, entry]): [NetworkId, SignalsEntry][] => {
    const failed = entry.problems.length > 0
    const isStale = failed || !isEqual(answered.get(variant), inputsOf(state, variant))
    changed ||= isStale !== entry.isStale || !variants.has(variant)
    return variants.has(variant) ? [[variant, isStale === entry.isStale ? entry : { ...entry, isStale }]] : []
  })
  if (changed) useSignals.setState({ byVariant: new Map(marked) })
}

/** Forgets all figures. */
function reset(): void {
  query = null
  answered.clear()
  useSignals.setState({ byVariant: new Map(), computing: null })
}

function onAppChange(state: AppState, previous: AppState): void {
  if (state.opened !== previous.opened) {
    reset()
    useSignals.setState({ draw: 0, replay: null })
  }
  // The answers of a lost engine are not known.
  if (state.lostConnection !== previous.lostConnection) answered.clear()
  if (!useSignals.getState().isOn) return
  const isSame =
    state.history.present === previous.history.present &&
    state.variant === previous.variant &&
    state.data === previous.data &&
    state.file === previous.file &&
    state.host === previous.host &&
    state.lostConnection === previous.lostConnection &&
    state.workspace === previous.workspace
  if (isSame) return
  markStale()
  schedule()
}

/** Follows the document from now on. @returns a function that stops */
export function followSignals(): () => void {
  schedule()
  const stops = [
    useApp.subscribe(onAppChange),
    useSignals.subscribe((state, previous) => {
      if (state.isOn !== previous.isOn && !state.isOn) {
        reset()
        const { host } = useApp.getState()
        // Not awaited: nothing depends on its end.
        host?.engine.endSignals().catch((error: unknown) => console.info('Signals were not ended:', error))
      }
      if (state.draw !== previous.draw) markStale()
      if (state.isOn && (state.isOn !== previous.isOn || state.draw !== previous.draw || !state.replay))
        schedule()
    }),
  ]
  return () => {
    clearTimeout(timer)
    timer = undefined
    for (const stop of stops) stop()
  }
}
