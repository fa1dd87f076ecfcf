/** Curves of fields: an activation over its input, a learning rate over the steps. */
import { activations } from '../../../shared/catalog/activations/index.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import { type Config, memberOf, type Props } from '../../../shared/fields/index.ts'
import { curveOf, type Span } from './curve.ts'

export function activationCurve(value: Config, span: Span): [number, number][] | null {
  const definition = memberOf(activations, value)
  const props = value as unknown as Props<typeof definition.fields>
  return curveOf((m, x) => definition.apply(m, x, props), span)
}

export function rateCurve(value: Config, span: Span): [number, number][] | null {
  const definition = memberOf(schedules, value)
  const props = value as unknown as Props<typeof definition.fields>
  return curveOf((m, x) => definition.rate(m, x, props), span)
}

/** `x > 0: x; x ≤ 0: 0.5 · (eˣ − 1)`, with the values of the arguments. */
export function formulaOf(value: Config): string {
  const definition = memberOf(activations, value)
  const props = value as unknown as Props<typeof definition.fields>
  return definition.formula(props)
}
