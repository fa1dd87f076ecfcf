/** Fields and code that several layers share. */

import { type Config, config, getMember, optionalConfig, type Props } from '../../fields/index.ts'
import type { Ops } from '../../graph/graph.ts'
import type { Tensor } from '../../graph/op.ts'
import type { Text } from '../../text.ts'
import { activations } from '../activations/index.ts'
import { constraints } from '../constraints/index.ts'
import { initializers } from '../initializers/index.ts'
import { regularizers } from '../regularizers/index.ts'

export const initializer = (initial: string, of: Text) =>
  config({
    family: () => initializers,
    default: initial,
    shownOnNode: initial === 'glorot_uniform',
    help: { en: `Initial values of the ${of.en}.`, ko: `${of.ko}의 초깃값.` },
  })

export const regularizer = (of: Text) =>
  optionalConfig({
    family: () => regularizers,
    help: { en: `Penalty on the ${of.en}, added to the loss.`, ko: `손실에 더하는 ${of.ko}의 벌점.` },
  })

export const constraint = (of: Text) =>
  optionalConfig({
    family: () => constraints,
    help: {
      en: `Constraint on the ${of.en}, applied after each step.`,
      ko: `스텝마다 ${of.ko}에 적용하는 제약.`,
    },
  })

export const activation = (initial: string) =>
  config({
    family: () => activations,
    default: initial,
    shownOnNode: true,
    help: { en: 'Function applied to the output.', ko: '출력에 적용하는 함수.' },
  })

export function applyActivation(m: Ops, x: Tensor, value: Config): Tensor {
  const definition = getMember(activations, value)
  return definition.apply(m, x, value as unknown as Props<typeof definition.fields>)
}
