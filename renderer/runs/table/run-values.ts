/** The values of a run by the name of a column: facts of the run, figures, settings. Pure. */

import { SET_OPTIMIZERS } from '../../../shared/document/run-set.ts'
import { differingSettings, type Setting, settingOf } from '../../../shared/document/run-settings.ts'
import type { ListedRun } from '../../../shared/ipc/contract/index.ts'
import { isFinalState, type RunState } from '../../../shared/ipc/run-state.ts'
import { untranslated } from '../../../shared/text.ts'
import type { RunStateGroup } from '../../state/run-list.ts'
import { isRunning, type Runs, type RunView } from '../../state/runs.ts'
import { valueAt } from '../compare/run-series.ts'

/** A run of the table: what is on the disk, and its present state. */
export interface RunRow extends ListedRun {
  readonly state: RunState
  /** What the window knows of it while it trains in this engine. */
  readonly live: RunView | null
}

const rows = new WeakMap<ListedRun, RunRow>()

/** The listed runs with the state of those that train now, and runs that are too new to have a folder. */
export function rowsOf(listed: readonly ListedRun[], runs: Runs): readonly RunRow[] {
  const live = new Map(
    Object.values(runs).flatMap((run) => (isRunning(run.state) ? [[run.info.run, run] as const] : [])),
  )
  const known = listed.map((run): RunRow => {
    const training = live.get(run.info.run)
    live.delete(run.info.run)
    if (training)
      return { ...run, ...liveFigures(training, run.figures), state: training.state, live: training }
    const row = rows.get(run) ?? { ...run, state: run.busy ? 'training' : run.result.state, live: null }
    rows.set(run, row)
    return row
  })
  return [...[...live.values()].map(newRow), ...known]
}

/** The figures of the last epoch of a run that trains. */
function liveFigures(
  { info, epochEnds }: RunView,
  known: ListedRun['figures'],
): Pick<RunRow, 'figures' | 'epochsDone'> {
  const end = epochEnds.at(-1)
  if (!end) return { figures: known, epochsDone: 0 }
  const names = info.series.flatMap((name) => (end.validation ? [name, `val_${name}`] : [name]))
  const figures = names.map((name) => {
    const value = valueAt(info, end, name)
    return [name, Number.isFinite(value) ? value : null] as const
  })
  return { figures: Object.fromEntries(figures), epochsDone: end.epoch }
}

const newRow = (run: RunView): RunRow => ({
  info: run.info,
  result: {
    run: run.info.run,
    state: 'stopped',
    bestEpoch: null,
    folder: null,
    seconds: 0,
    problems: [],
    reason: untranslated(''),
  },
  annotations: { starred: false, name: '', note: '', tags: [] },
  variant: null,
  settings: {},
  ...liveFigures(run, {}),
  curves: {},
  parameters: null,
  bytes: 0,
  busy: false,
  isElsewhere: false,
  state: run.state,
  live: run,
})

/** A figure of a run; a foreign run may have any name. */
export const figureOf = ({ figures }: RunRow, name: string): number | null =>
  Object.hasOwn(figures, name) ? figures[name]! : null

/** Columns that every run has. */
export const FACTS = ['name', 'state', 'epochs', 'duration', 'started', 'size', 'parameters'] as const
export type Fact = (typeof FACTS)[number]

export const isFact = (name: string): name is Fact => (FACTS as readonly string[]).includes(name)

/** What the user has called the run, or the name that it has from its document. */
export const titleOf = ({ annotations, info }: RunRow): string => annotations.name || info.name

/** The same where the document is known anyway: the names of the variant and of the optimizer in a set stand for the run. */
export function shortTitleOf({ annotations, variant, info }: RunRow): string {
  const optimizer = info.set?.kind === 'optimizers' ? SET_OPTIMIZERS[info.set.index]?.name : null
  return annotations.name || [variant, optimizer].filter(Boolean).join(' · ') || info.name
}

/** The settings that are no part of the document, as they can be set for one run. */
const OWN_SETTINGS = ['seed', 'epochs'] as const

/** A setting of a run; undefined where it has none of this name. */
export function settingIn(run: RunRow, name: string): Setting | undefined {
  if (name === 'seed') return run.info.seed
  if (name === 'epochs') return run.info.epochs
  return settingOf(run.settings, name)
}

/** The value by which a run is sorted and searched; undefined where it has none. */
export function runValue(run: RunRow, name: string): Setting | undefined {
  switch (name) {
    case 'name':
      return titleOf(run)
    case 'state':
      return run.state
    case 'duration':
      return run.result.seconds
    case 'started':
      return run.info.startedAt
    case 'size':
      return run.bytes
    case 'parameters':
      return run.parameters ?? undefined
    default: {
      if (Object.hasOwn(run.figures, name)) return run.figures[name] ?? undefined
      return settingIn(run, name)
    }
  }
}

/** The names of the settings in which the runs differ. */
export function differing(runs: readonly RunRow[]): readonly string[] {
  const own = OWN_SETTINGS.filter((name) => new Set(runs.map((run) => settingIn(run, name))).size > 1)
  return [...differingSettings(runs.map(({ settings }) => settings)), ...own]
}

/** The figures of the runs, those of most runs first; validation before training. */
export function figuresOf(runs: readonly RunRow[]): readonly string[] {
  const counts = new Map<string, number>()
  for (const { figures } of runs)
    for (const name of Object.keys(figures)) counts.set(name, (counts.get(name) ?? 0) + 1)
  const rank = (name: string) => (name.startsWith('val_') ? 0 : 1)
  return [...counts.keys()].sort((a, b) => rank(a) - rank(b) || counts.get(b)! - counts.get(a)!)
}

/** The figure that the table shows first: a validation metric, else what there is. */
export function mainFigure(figures: readonly string[]): string | null {
  const isLoss = (name: string) => name === 'loss' || name.endsWith('_loss')
  return (
    figures.find((name) => name.startsWith('val_') && !isLoss(name)) ??
    figures.find((name) => name.startsWith('val_')) ??
    figures.find((name) => !isLoss(name)) ??
    figures[0] ??
    null
  )
}

/** Whether a greater value of the figure is better. Everything that is not known as a score is an error. */
export const isScore = (figure: string): boolean =>
  /accuracy|precision|recall|f1|f_?beta|auc|r2|top_?k|iou|cosine/i.test(figure)

export function groupOf(state: RunState): RunStateGroup {
  if (!isFinalState(state)) return 'training'
  return state === 'finished' ? 'finished' : 'interrupted'
}
