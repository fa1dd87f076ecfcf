/** Common code of the merge layers. keras/src/layers/merging/base_merge.py: inputs with fewer axes get axes of size 1 after the batch,
 *  then NumPy's broadcasting applies. */

import type { Tensor } from '../../graph/op.ts'
import { broadcast, formatShape } from '../../graph/shape.ts'
import type { Text } from '../../text.ts'
import { LayerError } from '../layer-error.ts'
import { defineLayer, type LayerBuilder, type LayerDefinition, MAX_INPUTS } from './layer.ts'

export const shapesText = (xs: readonly Tensor[]): Text => {
  const shapes = xs.map((x) => formatShape(x.shape))
  return { en: shapes.join(' and '), ko: shapes.join(', ') }
}

/** Reshapes the inputs to equal rank. @throws LayerError with all shapes if they cannot be broadcast together */
function alignRanks(g: LayerBuilder, xs: readonly Tensor[]): readonly Tensor[] {
  const rank = Math.max(...xs.map((x) => x.shape.length))
  const expandedShapes = xs.map((x) => [
    x.shape[0]!,
    ...new Array<number>(rank - x.shape.length).fill(1),
    ...x.shape.slice(1),
  ])
  const broadcasted = expandedShapes.reduce<readonly (number | null)[] | undefined>(
    (a, b) => a && broadcast(a, b),
    [1],
  )
  if (!broadcasted) {
    const { en, ko } = shapesText(xs)
    throw new LayerError({
      en: `the inputs ${en} cannot be combined element-wise. Give the branches the same sizes, or sizes of 1, which are repeated.`,
      ko: `입력 ${ko}은(는) 원소별로 합칠 수 없습니다. 가지들의 크기를 같게 하거나 1(반복됨)로 하세요.`,
    })
  }
  return xs.map((x, i) => (x.shape.length === rank ? x : g.reshape(x, expandedShapes[i]!)))
}

/** Defines a layer that merges its inputs elementwise. `inputCount` is 2 for layers that take exactly two inputs in Keras. */
export const elementwise = (d: {
  readonly type: string
  readonly help: Text
  readonly inputCount?: 2
  merge(g: LayerBuilder, xs: readonly Tensor[]): Tensor
}): LayerDefinition =>
  defineLayer({
    type: d.type,
    category: 'merge',
    keras: `layers.${d.type}`,
    help: d.help,
    inputs: { min: 2, max: d.inputCount ?? MAX_INPUTS, ordered: d.inputCount === 2 },
    outputs: 1,
    fields: {},
    build: (g, xs) => d.merge(g, alignRanks(g, xs)),
  })
