/** The lines of a comparison: a run each, or one for several runs of one setting, which differ in seed or fold only. Pure. */
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { setKeyOf } from '../../state/run-list.ts'
import { isRepetition } from '../../ui/set-text.ts'
import { groupTitle } from '../table/run-groups.ts'
import { type RunRow, shortTitleOf, titleOf } from '../table/run-values.ts'

export interface Line {
  /** Id of its first run. */
  readonly id: RunId
  readonly runs: readonly RunRow[]
}

/** @param joins whether runs of one setting are one line */
export function linesOf(runs: readonly RunRow[], joins: boolean): readonly Line[] {
  const byKey = new Map<string, RunRow[]>()
  for (const run of runs) {
    const key = joins ? keyOf(run) : run.info.run
    const known = byKey.get(key)
    if (known) known.push(run)
    else byKey.set(key, [run])
  }
  const place = new Map(runs.map(({ info }, i) => [info.run, i]))
  return [...byKey.values()]
    .flatMap((each) => (isOneSetting(each) ? [each] : each.map((run) => [run])))
    .map((each) => ({ id: each[0]!.info.run, runs: each }))
    .sort((a, b) => place.get(a.id)! - place.get(b.id)!)
}

/** Runs of a set that repeats one setting have its id. Others have one setting if everything but the seed is the same. */
function keyOf({ info, variant, settings }: RunRow): string {
  if (info.set && isRepetition(info.set)) return setKeyOf(info.set)
  if (Object.keys(settings).length === 0) return info.run
  return JSON.stringify([info.owner, variant, info.epochs, Object.entries(settings).sort()])
}

/** Two runs of one seed were compared for another reason, as to see whether they are equal. */
const isOneSetting = (runs: readonly RunRow[]): boolean =>
  (runs[0]!.info.set !== undefined && isRepetition(runs[0]!.info.set)) ||
  new Set(runs.map(({ info }) => info.seed)).size === runs.length

/** The place of each run's line, which gives it its colour and dash. */
export const placesIn = (lines: readonly Line[]): ReadonlyMap<RunId, number> =>
  new Map(lines.flatMap(({ runs }, i) => runs.map(({ info }) => [info.run, i] as const)))

/** The name of a line, and in short where its document is known. */
export const lineTitle = ({ runs }: Line): string =>
  runs.length > 1 ? groupTitle(runs[0]!) : titleOf(runs[0]!)
export const shortLineTitle = (line: Line): string => {
  const [run] = line.runs as readonly [RunRow]
  return line.runs.length > 1 && run.variant === null ? lineTitle(line) : shortTitleOf(run)
}
