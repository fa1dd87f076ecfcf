/** Units that put out 0 for every row: no gradient reaches them, so they stay so. Maas et al. 2013; Lu et al. 2019. */
import { leakyRelu, relu } from '../../catalog/activations/rectifiers.ts'
import { zeros } from '../../catalog/initializers/constants.ts'
import type { Config } from '../../fields/index.ts'
import type { ModelCall } from '../../model/model.ts'
import { type FindingRule, type Found, withFix } from '../finding.ts'
import { formatShare, whenText } from '../format.ts'
import { repairOf } from '../repairs.ts'
import { earliest, type Moment, type Subject } from '../subject.ts'

/** Share of dead units. Measured: at most a half in healthy networks after training (4 of 8 units), 13 % with initial weights. */
const LIMIT = 0.6
const MIN_UNITS = 2

export const deadUnits: FindingRule = {
  code: 'dead-units',
  title: { en: 'Dead units', ko: '죽은 유닛' },
  yieldsTo: ['symmetric'],
  find: (subject) => earliest(subject, (moment) => findIn(subject, moment)),
}

function findIn(subject: Subject, moment: Moment): readonly Found[] {
  const dead = subject.model.calls.filter((call, i) => subject.hidden[i] && isDead(moment, call))
  const [first] = dead
  if (!first) return []
  const { units, of } = moment.of(first)!.outputs.dead
  const { name } = first.layer
  const when = whenText(moment.epoch)
  const others = dead.length - 1
  return [
    {
      node: first.node,
      field: null,
      title: { en: `${name} is mostly dead`, ko: `${name}의 유닛이 대부분 죽음` },
      message: {
        en: `${units} of ${of} units put out 0 for every row${when.en}: no gradient passes through them, so they never learn.`,
        ko: `유닛 ${of}개 중 ${units}개가 모든 행에서 0을 냅니다${when.ko}. 기울기가 통과하지 못해 영영 학습하지 못합니다.`,
      },
      figures: [
        { label: { en: 'dead units', ko: '죽은 유닛' }, value: `${units} / ${of}`, isBad: true },
        {
          label: { en: 'zeros among its outputs', ko: '출력 중 0의 비율' },
          value: formatShare(moment.of(first)!.outputs.zeros),
        },
        ...(others > 0
          ? [{ label: { en: 'further such layers', ko: '이런 층이 더' }, value: String(others) }]
          : []),
      ],
      ...withFix(fixOf(subject, dead)),
    },
  ]
}

function isDead(moment: Moment, call: ModelCall): boolean {
  if (call.layer.weights.length === 0 && !call.layer.definition.applies && !call.layer.props.activation)
    return false
  const outputs = moment.of(call)?.outputs
  if (!outputs || outputs.dead.of < MIN_UNITS) return false
  const share = outputs.dead.units / outputs.dead.of
  // Other units that never change are saturated or symmetric.
  return share >= LIMIT && outputs.zeros >= 0.9 * share
}

/** Biases that push the units below 0 are the cause; otherwise an activation that lets something through there. */
function fixOf(subject: Subject, dead: readonly ModelCall[]) {
  const biased = dead.filter(({ layer }) => {
    const bias = layer.props.bias_initializer as Config | undefined
    return bias !== undefined && layer.props.use_bias !== false && bias.type !== zeros.type
  })
  if (biased.length > 0)
    return repairOf(
      biased.map(({ node }) => ({ node, field: 'bias_initializer', value: zeros.type })),
      biased.length,
    )
  const rectified = subject.model.calls.filter(
    ({ layer }, i) => subject.hidden[i] && (layer.props.activation as Config | undefined)?.type === relu.type,
  )
  return repairOf(
    rectified.map(({ node }) => ({ node, field: 'activation', value: leakyRelu.type })),
    rectified.length,
  )
}
