/** Gradients that shrink from layer to layer on their way back, so that the first layers hardly learn. Hochreiter 1991; Glorot and Bengio
 *  2010, who ask for gradients of equal variance in all layers. */
import type { Config } from '../../fields/index.ts'
import { findNextActivation } from '../../model/hints/hint-rule.ts'
import type { ModelCall } from '../../model/model.ts'
import type { Text } from '../../text.ts'
import { ancestors, largestRise, type Rise } from '../depth.ts'
import { type Figure, type FindingRule, type Found, withFix } from '../finding.ts'
import { formatNumber, formatRatio, whenText } from '../format.ts'
import { repairScale } from '../repairs.ts'
import { earliest, type Moment, relativeStep, type Subject } from '../subject.ts'

/** Last to first layer, from which on the first one barely learns. Measured: at most 2.5 in healthy networks, 18 with three layers of
 *  sigmoid, which still learn. */
const LIMIT = 1000
/** Layers over which gradients shrink: a single jump is another fault. */
const MIN_STEPS = 3

export const vanishing: FindingRule = {
  code: 'vanishing',
  title: { en: 'Vanishing gradients', ko: '사라지는 기울기' },
  yieldsTo: ['symmetric', 'non-finite'],
  find: (subject) => earliest(subject, (moment) => findIn(subject, moment)),
}

function findIn(subject: Subject, moment: Moment): readonly Found[] {
  const rise = largestRise(subject, (call) => moment.of(call)?.gradients?.mean ?? null)
  if (!rise || rise.ratio < LIMIT || rise.steps < MIN_STEPS) return []
  const first = firstWithout(subject, moment, rise)
  const { name } = first.layer
  const perLayer = rise.ratio ** (1 / rise.steps)
  const cause = causeOf(subject, rise)
  const when = whenText(moment.epoch)
  return [
    {
      node: first.node,
      field: null,
      title: { en: `${name} barely learns`, ko: `${name}이(가) 거의 학습하지 못함` },
      message: {
        en: `The gradient shrinks about ${formatNumber(perLayer)} times in every layer on its way back${when.en}: ${cause.en}`,
        ko: `기울기가 거꾸로 가면서 층마다 약 ${formatNumber(perLayer)}분의 1로 줄어듭니다${when.ko}. ${cause.ko}`,
      },
      figures: figuresOf(moment, rise, first),
      ...withFix(repairScale(subject, rise.between, true)),
    },
  ]
}

/** With gradients so small that they are 0 in float32, an earlier layer is concerned. */
function firstWithout(subject: Subject, moment: Moment, { first }: Rise): ModelCall {
  const before = ancestors(subject, subject.model.calls.indexOf(first))
  return (
    subject.model.calls.find(
      (call, i) => before.has(i) && call.layer.definition.affine && moment.of(call)?.gradients?.mean === 0,
    ) ?? first
  )
}

function figuresOf(moment: Moment, { last, ratio }: Rise, first: ModelCall): readonly Figure[] {
  const gradientAt = (call: ModelCall): Figure => {
    const { name } = call.layer
    const value = formatNumber(moment.of(call)!.gradients!.mean)
    return { label: { en: `mean |gradient| at ${name}`, ko: `${name}의 평균 |기울기|` }, value }
  }
  const kernel = moment.kernelOf(first)
  return [
    gradientAt(last),
    { ...gradientAt(first), isBad: true },
    {
      label: { en: 'last to first layer', ko: '마지막 층 대 첫 층' },
      value: formatRatio(ratio),
      isBad: true,
    },
    ...(kernel && kernel.updateNorm !== null && kernel.norm > 0
      ? [
          {
            label: { en: 'one step moves its kernel by', ko: '한 스텝에 바뀌는 커널의 비율' },
            value: formatNumber(relativeStep(kernel)),
            isBad: true,
          },
        ]
      : []),
  ]
}

/** Why a layer passes on less than arrives, as a clause. */
function causeOf(subject: Subject, { between }: Rise): Text {
  const next = between.map((call) => findNextActivation(call, subject)?.activation)
  const saturating = next.find((activation) => activation?.saturation !== undefined)
  const initializer = (between[0]!.layer.props.kernel_initializer as Config | undefined)?.type
  if (saturating && saturating.saturation! >= 2)
    return {
      en: `${saturating.type} lets at most a quarter through, and ${initializer} does not make up for it.`,
      ko: `${saturating.type}는 많아야 4분의 1만 통과시키고, ${initializer}(으)로는 이를 메우지 못합니다.`,
    }
  if (saturating)
    return {
      en: `${saturating.type} is flat far from 0, and ${initializer} does not make up for it.`,
      ko: `${saturating.type}는 0에서 멀면 평평하고, ${initializer}(으)로는 이를 메우지 못합니다.`,
    }
  return {
    en: `the weights that ${initializer} draws are too small to pass it on.`,
    ko: `${initializer}(으)로 뽑은 가중치가 너무 작아 기울기를 넘겨주지 못합니다.`,
  }
}
