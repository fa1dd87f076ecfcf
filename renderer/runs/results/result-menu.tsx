/** The menu of a figure of the shown results. What leaves the window says what it is about: the run, its seed and the rows. */
import type { ComponentProps } from 'react'
import { PlotMenu } from '../../charts/plot-menu.tsx'
import { PART_NAMES } from '../../rows/part-names.ts'
import { currentEvaluation, useResults } from '../../state/evaluations.ts'
import { useText } from '../../ui/text.ts'
import { titleOf } from '../table/run-values.ts'
import { useAllRuns } from '../use-runs.ts'

export const ResultMenu = (props: Omit<ComponentProps<typeof PlotMenu>, 'about'>) => (
  <PlotMenu {...props} about={useAbout()} />
)

function useAbout(): string {
  const t = useText()
  const id = useResults((s) => s.run)
  const part = useResults((s) => currentEvaluation(s)?.part ?? s.part)
  const run = useAllRuns().find(({ info }) => info.run === id)
  if (!run) return ''
  const seed = t({ en: `seed ${run.info.seed}`, ko: `시드 ${run.info.seed}` })
  return `${titleOf(run)}, ${seed}, ${t(PART_NAMES[part])}`
}
