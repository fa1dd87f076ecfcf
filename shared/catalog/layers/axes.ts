/** Axes, numbered as in Keras: 0 is the batch, -1 the last axis. */

import type { Tensor } from '../../graph/op.ts'
import { formatShape } from '../../graph/shape.ts'
import { LayerError } from '../layer-error.ts'

/** The non-negative index of a feature axis. @throws LayerError for the batch axis and for an axis that does not exist */
export function featureAxis(x: Tensor, axis: number, field: string): number {
  const rank = x.shape.length
  const index = axis < 0 ? axis + rank : axis
  if (index < 1 || index >= rank)
    throw new LayerError(
      {
        en: `${field} ${axis} is not a feature axis of ${formatShape(x.shape)}: use 1 to ${rank - 1}, or -1 for the last; 0 is the batch.`,
        ko: `${field} ${axis}은(는) ${formatShape(x.shape)}의 특징 축이 아닙니다. 1–${rank - 1}, 또는 마지막 축인 -1을 쓰세요. 0은 배치입니다.`,
      },
      field,
    )
  return index
}

/** The indices of several feature axes, in the given order. @throws LayerError also if an axis occurs twice */
export function featureAxes(x: Tensor, axes: readonly number[], field: string): number[] {
  const indices = axes.map((axis) => featureAxis(x, axis, field))
  if (new Set(indices).size < indices.length)
    throw new LayerError(
      {
        en: `${field} contains the same axis of ${formatShape(x.shape)} twice.`,
        ko: `${field}에 ${formatShape(x.shape)}의 같은 축이 두 번 있습니다.`,
      },
      field,
    )
  return indices
}

/** The shape of x with size 1 in all other axes. A weight per feature is reshaped to it for broadcasting. */
export const broadcastableShape = (x: Tensor, axes: readonly number[]): number[] =>
  x.shape.map((d, i) => (axes.includes(i) ? d! : 1))
