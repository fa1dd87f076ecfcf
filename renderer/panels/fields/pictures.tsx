/** The plot below a field: formula and curve of an activation, a learning rate over the steps, the distribution of initial values. */
import { activations } from '../../../shared/catalog/activations/index.ts'
import { initializers } from '../../../shared/catalog/initializers/index.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import { type Config, type Family, getMember } from '../../../shared/fields/index.ts'
import { isObject } from '../../../shared/json.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { CurvePlot } from './curve-plot.tsx'
import { activationCurve, formulaOf, rateCurve } from './curves.ts'
import styles from './fields.module.css'
import { InitializerPicture } from './initializer-picture.tsx'
import { formatNumber } from './numbers.ts'
import { useRunSteps } from './run-steps.ts'
import type { Slot } from './slot.ts'

/** Activations are plotted from −4 to 4. */
const ACTIVATION_RANGE = 4

function ActivationPicture({ value }: { readonly value: Config }) {
  const points = activationCurve(value, { from: -ACTIVATION_RANGE, to: ACTIVATION_RANGE, pieces: 80 })
  if (getMember(activations, value).identity) return null
  const formula = <p className={styles.formula}>{formulaOf(value)}</p>
  // Softmax has no plot, since it is not a scalar function.
  if (!points) return formula
  const values = points.map(([, y]) => y)
  return (
    <CurvePlot
      points={points}
      low={Math.min(-0.5, ...values)}
      high={Math.min(ACTIVATION_RANGE, Math.max(1.2, ...values))}
    >
      {formula}
    </CurvePlot>
  )
}

function SchedulePicture({ value }: { readonly value: Config }) {
  const t = useText()
  const total = useRunSteps() ?? 10_000
  const points = rateCurve(value, { from: 0, to: total, pieces: 200 })
  if (!points) return null
  const maxRate = Math.max(...points.map(([, y]) => y))
  const finalRate = points.at(-1)![1]
  return (
    <CurvePlot points={points} low={0} high={maxRate > 0 ? maxRate : 1}>
      <p className={styles.caption}>
        {t({
          en: `Largest ${formatNumber(rounded(maxRate))}; ${formatNumber(rounded(finalRate))} after ${formatCount(total)} steps.`,
          ko: `가장 클 때 ${formatNumber(rounded(maxRate))}, ${formatCount(total)} 스텝 뒤 ${formatNumber(rounded(finalRate))}.`,
        })}
      </p>
    </CurvePlot>
  )
}

const rounded = (x: number): number => Number(x.toPrecision(3))

/** The config of a field of this family; `null` if it is not valid. */
function validConfig({ field, value, mixed }: Slot, family: Family): Config | null {
  if (mixed || (field.kind !== 'config' && field.kind !== 'rate') || field.family() !== family) return null
  const result = field.read(value)
  return result.ok && isObject(result.value) ? (result.value as Config) : null
}

export function Picture({ slot }: { readonly slot: Slot }) {
  const activation = validConfig(slot, activations)
  if (activation) return <ActivationPicture value={activation} />
  const initializer = slot.weight && validConfig(slot, initializers)
  if (initializer) return <InitializerPicture value={initializer} shape={slot.weight!} />
  const schedule = validConfig(slot, schedules)
  return schedule && <SchedulePicture value={schedule} />
}
