/** What the doctor finds: in the drawing while its signals are shown, and in the shown run. Derived, never stored; the kinds that a person
 *  has dismissed are left out. */
import { useMemo } from 'react'
import type { Finding } from '../../shared/doctor/finding.ts'
import { examine, findingRules } from '../../shared/doctor/index.ts'
import type { PredictedClasses } from '../../shared/doctor/subject.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { seriesOf } from '../../shared/model/series.ts'
import type { Signals, SignalsFrame } from '../../shared/signals/signals.ts'
import { type SignalsState, useSignals } from '../signals/state.ts'
import { analysisOf } from '../state/analysis.ts'
import { useResults } from '../state/evaluations.ts'
import type { RunView } from '../state/runs.ts'
import { type AppState, documentOf, useApp } from '../state/store.ts'
import { shownRun } from '../state/training.ts'

const NONE: readonly Finding[] = []

/** Keeps the last result: what it is derived from changes seldom, and is asked for by many cards. */
function cached<A extends readonly unknown[]>(compute: (...args: A) => readonly Finding[]) {
  let last: { readonly args: A; readonly found: readonly Finding[] } | null = null
  return (...args: A): readonly Finding[] => {
    if (!last || !args.every((arg, i) => arg === last!.args[i])) last = { args, found: compute(...args) }
    return last.found
  }
}

type Document = ReturnType<typeof documentOf>
type Data = AppState['data']

const infoOf = (data: Data) => (data.state === 'ready' ? data.info : null)

const examineDrawing = cached(
  (analysis: Analysis, document: Document, data: Data, signals: Signals): readonly Finding[] =>
    analysis.model
      ? examine({
          document,
          model: analysis.model,
          data: infoOf(data),
          signals,
          frames: [],
          curves: null,
          predictions: [],
          problems: [],
        })
      : NONE,
)

let latest: {
  readonly variant: string
  readonly opened: unknown
  readonly found: readonly Finding[]
} | null = null

/** Of the shown variant; while its figures are being computed anew, the earlier findings stay. */
function drawingFindings(state: AppState, { isOn, replay, byVariant }: SignalsState): readonly Finding[] {
  const entry = byVariant.get(state.variant)
  if (!isOn || replay || !entry?.signals) return NONE
  const { variant, opened } = state
  if (!entry.isStale)
    latest = {
      variant,
      opened,
      found: examineDrawing(analysisOf(state), documentOf(state), state.data, entry.signals),
    }
  return latest?.variant === variant && latest.opened === opened ? latest.found : NONE
}

const NO_FRAMES: readonly SignalsFrame[] = []
const NO_CLASSES: readonly PredictedClasses[] = []

const examineRun = cached(
  (
    analysis: Analysis,
    document: Document,
    data: Data,
    epochs: RunView['epochEnds'],
    series: readonly string[],
    result: RunView['result'],
    frames: readonly SignalsFrame[],
    predictions: readonly PredictedClasses[],
  ): readonly Finding[] => {
    const { model } = analysis
    // The drawing has changed too much to say anything about it.
    if (!model || JSON.stringify(seriesOf(model)) !== JSON.stringify(series)) return NONE
    return examine({
      document,
      model,
      data: infoOf(data),
      signals: null,
      frames,
      curves: epochs.length > 0 ? { series, epochs } : null,
      predictions,
      problems: result?.problems ?? [],
    })
  },
)

/** Of the shown run, with what the drawing says about its network. */
function runFindings(state: AppState, { replay }: SignalsState, stored: ReturnType<typeof storedOf>) {
  const run = shownRun(state)
  if (!run || run.unread !== undefined || (run.epochEnds.length === 0 && !run.result)) return NONE
  const frames = replay?.run === run.info.run ? replay.frames : NO_FRAMES
  const predictions = stored?.run === run.info.run ? predictionsOf(stored.stored) : NO_CLASSES
  const { series } = run.info
  return examineRun(
    analysisOf(state),
    documentOf(state),
    state.data,
    run.epochEnds,
    series,
    run.result,
    frames,
    predictions,
  )
}

const storedOf = () => useResults.getState()

type Stored = ReturnType<typeof storedOf>['stored']
const predicted = new WeakMap<NonNullable<Stored>, readonly PredictedClasses[]>()

/** The classes of the newest evaluation. */
function predictionsOf(stored: Stored): readonly PredictedClasses[] {
  if (!stored) return NO_CLASSES
  const known = predicted.get(stored)
  if (known) return known
  const outputs = stored.evaluations[0]?.figures.outputs ?? []
  const found = outputs.flatMap(({ output, figures }): PredictedClasses[] => {
    if (figures.kind !== 'classes' || !figures.confusion) return []
    const { classes, confusion } = figures
    return [
      {
        output,
        classes,
        actual: confusion.map((row) => row.reduce((sum, n) => sum + n, 0)),
        predicted: classes.map((_, c) => confusion.reduce((sum, row) => sum + row[c]!, 0)),
      },
    ]
  })
  predicted.set(stored, found)
  return found
}

export interface Findings {
  readonly shown: readonly Finding[]
  readonly dismissed: readonly Finding[]
}

const isSame = (a: Finding, b: Finding): boolean => a.code === b.code && a.node === b.node

/** Of the drawing, then those that only the run shows. */
function allFindings(drawing: readonly Finding[], run: readonly Finding[]): readonly Finding[] {
  const others = run.filter((finding) => !drawing.some((each) => isSame(each, finding)))
  return others.length === 0 ? drawing : [...drawing, ...others]
}

const currentFindings = (): readonly Finding[] => {
  const [state, signals] = [useApp.getState(), useSignals.getState()]
  return allFindings(drawingFindings(state, signals), runFindings(state, signals, storedOf()))
}

export function useFindings(): Findings {
  const signals = useSignals()
  const stored = useResults()
  const drawing = useApp((s) => drawingFindings(s, signals))
  const run = useApp((s) => runFindings(s, signals, stored))
  const codes = useApp((s) => s.dismissed)
  return useMemo(() => {
    const all = allFindings(drawing, run)
    return {
      shown: all.filter(({ code }) => !codes.includes(code)),
      dismissed: all.filter(({ code }) => codes.includes(code)),
    }
  }, [drawing, run, codes])
}

/** The findings whose first layer is this node. @param path of the node */
export function useNodeFindings(path: string): readonly Finding[] {
  const { shown } = useFindings()
  return useMemo(() => shown.filter(({ node }) => node === path), [shown, path])
}

/** What the shown run says, for the panel of its training. */
export function useRunFindings(): readonly Finding[] {
  const signals = useSignals()
  const stored = useResults()
  const codes = useApp((s) => s.dismissed)
  return useApp((s) => runFindings(s, signals, stored)).filter(({ code }) => !codes.includes(code))
}

/** The findings of a person who has dismissed none of their kinds: for commands. */
export function shownFindings(): readonly Finding[] {
  const { dismissed } = useApp.getState()
  return currentFindings().filter(({ code }) => !dismissed.includes(code))
}

/** Applies the repair as one undo step. A finding that the last edit has resolved does nothing. */
export function repair(finding: Finding): void {
  const fix = currentFindings().find((each) => isSame(each, finding))?.fix
  if (fix) useApp.getState().editWhole(fix.label, (document) => fix.apply(document))
}

const CODES = new Set(findingRules.map(({ code }) => code))

/** Shows the kinds of findings again that were dismissed; hints stay dismissed. */
export const restoreFindings = (): void =>
  useApp.setState(({ dismissed }) => ({ dismissed: dismissed.filter((code) => !CODES.has(code)) }))
