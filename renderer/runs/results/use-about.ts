/** What the shown results are about, for the pictures that leave the window: the run, its seed and the rows. */
import { currentEvaluation, useResults } from '../../state/evaluations.ts'
import { useText } from '../../ui/text.ts'
import { titleOf } from '../table/run-values.ts'
import { useAllRuns } from '../use-runs.ts'
import { PART_NAMES } from './parts.ts'

export function useAbout(): string {
  const t = useText()
  const id = useResults((s) => s.run)
  const part = useResults((s) => currentEvaluation(s)?.part ?? s.part)
  const run = useAllRuns().find(({ info }) => info.run === id)
  if (!run) return ''
  const seed = t({ en: `seed ${run.info.seed}`, ko: `시드 ${run.info.seed}` })
  return `${titleOf(run)}, ${seed}, ${t(PART_NAMES[part])}`
}
