/** Axes, numbered as in Keras: 0 is the batch, -1 the last axis. */

import type { Tensor } from '../graph/ops.ts'
import { format } from '../graph/shape.ts'
import { LayerError } from './layer.ts'

/** The non-negative index of a feature axis. @throws LayerError for the batch axis and for an axis that does not exist */
export function featureAxis(x: Tensor, axis: number, field: string): number {
  const rank = x.shape.length
  const place = axis < 0 ? axis + rank : axis
  if (place < 1 || place >= rank)
    throw new LayerError(
      {
        en: `${field} ${axis} is not a feature axis of ${format(x.shape)}: use 1 to ${rank - 1}, or -1 for the last; 0 is the batch.`,
        ko: `${field} ${axis}은(는) ${format(x.shape)}의 특징 축이 아닙니다. 1–${rank - 1}, 또는 마지막 축인 -1을 쓰세요. 0은 배치입니다.`,
      },
      field,
    )
  return place
}

/** The indices of several feature axes, in the given order. @throws LayerError also if an axis occurs twice */
export function featureAxes(x: Tensor, axes: readonly number[], field: string): number[] {
  const places = axes.map((axis) => featureAxis(x, axis, field))
  if (new Set(places).size < places.length)
    throw new LayerError(
      {
        en: `${field} names the same axis of ${format(x.shape)} twice.`,
        ko: `${field}에 ${format(x.shape)}의 같은 축이 두 번 있습니다.`,
      },
      field,
    )
  return places
}

/** The shape of x with size 1 in all other axes. A weight per feature is reshaped to it for broadcasting. */
export const alongAxes = (x: Tensor, axes: readonly number[]): number[] =>
  x.shape.map((d, i) => (axes.includes(i) ? d! : 1))
