/** Curves of fields: an activation over its input, a learning rate over the steps. */
import { activations } from '../../../shared/catalog/activations/index.ts'
import { schedules } from '../../../shared/catalog/schedules/index.ts'
import { type Config, getMember, type Props } from '../../../shared/fields/index.ts'
import { curveOf, type Span } from './curve.ts'

export function activationCurve(value: Config, span: Span): [number, number][] | null {
  const definition = getMember(activations, value)
  const props = value as unknown as Props<typeof definition.fields>
  return curveOf((m, x) => definition.apply(m, x, props), span)
}

export function rateCurve(value: Config, span: Span): [number, number][] | null {
  const definition = getMember(schedules, value)
  const props = value as unknown as Props<typeof definition.fields>
  return curveOf((m, x) => definition.rate(m, x, props), span)
}

/** `x > 0: x; x ≤ 0: 0.5 · (eˣ − 1)`, with the values of the arguments. */
export function formulaOf(value: Config): string {
  const definition = getMember(activations, value)
  const props = value as unknown as Props<typeof definition.fields>
  return definition.formula(props)
}
