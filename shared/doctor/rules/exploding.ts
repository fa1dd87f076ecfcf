/** Signals or gradients that grow from layer to layer, so that steps are far too large in some of them. Glorot and Bengio 2010 and He et
 *  al. 2015 derive the initial weights that keep both at their size. */

import type { Config } from '../../fields/index.ts'
import { firstInputOf, type ModelCall } from '../../model/model.ts'
import { largestRise, type Rise } from '../depth.ts'
import { type FindingRule, type Found, withFix } from '../finding.ts'
import { formatNumber, formatRatio, whenText } from '../format.ts'
import { repairScale } from '../repairs.ts'
import { earliest, type Moment, type Subject } from '../subject.ts'

/** Growth over the hidden layers. Measured: at most 16 in healthy networks. */
const LIMIT = 1000
const MIN_STEPS = 2

export const exploding: FindingRule = {
  code: 'exploding',
  title: { en: 'Exploding signals', ko: '폭발하는 신호' },
  yieldsTo: ['non-finite'],
  find: (subject) => earliest(subject, (moment) => findIn(subject, moment)),
}

function findIn(subject: Subject, moment: Moment): readonly Found[] {
  const forward = largestRise(subject, (call) => moment.of(call)?.outputs.deviation ?? null)
  const backward = largestRise(subject, (call) => 1 / (moment.of(call)?.gradients?.mean ?? 0))
  const isExploding = (rise: Rise | null) => rise !== null && rise.ratio >= LIMIT && rise.steps >= MIN_STEPS
  if (isExploding(forward)) return [outputsFound(subject, moment, forward!)]
  return isExploding(backward) ? [gradientsFound(subject, moment, backward!)] : []
}

function outputsFound(subject: Subject, moment: Moment, rise: Rise): Found {
  const { last, ratio, steps, between } = rise
  const first = firstGrowing(subject, moment, rise)
  const when = whenText(moment.epoch)
  const perLayer = formatNumber(ratio ** (1 / steps))
  const sizeAt = ({ layer: { name } }: typeof first, value: number, isBad: boolean) => ({
    label: { en: `standard deviation at ${name}`, ko: `${name} 출력의 표준편차` },
    value: formatNumber(value),
    isBad,
  })
  return {
    node: first.node,
    field: null,
    title: { en: `Signals explode from ${first.layer.name} on`, ko: `${first.layer.name}부터 신호가 폭발함` },
    message: {
      en: `The outputs grow about ${perLayer} times in every layer${when.en}: the weights that ${initializerOf(rise)} draws are too large, and the first steps tear the network apart.`,
      ko: `출력이 층마다 약 ${perLayer}배로 커집니다${when.ko}. ${initializerOf(rise)}(으)로 뽑은 가중치가 너무 커서 첫 스텝부터 신경망이 망가집니다.`,
    },
    figures: [
      sizeAt(rise.first, moment.of(rise.first)!.outputs.deviation, false),
      sizeAt(last, moment.of(last)!.outputs.deviation, true),
      { label: { en: 'growth', ko: '커진 정도' }, value: `× ${formatNumber(ratio)}`, isBad: true },
    ],
    ...withFix(repairScale(subject, between, false)),
  }
}

/** The first layer that amplifies its input as the layers do on average: the smallest signal may still be a healthy one. */
function firstGrowing({ model }: Subject, moment: Moment, { first, between, ratio, steps }: Rise): ModelCall {
  const growth = (call: ModelCall) =>
    moment.of(call)!.outputs.deviation /
    (moment.of(firstInputOf(model, call))?.outputs.deviation ?? Number.NaN)
  return between.find((call) => growth(call) ** 2 >= ratio ** (1 / steps)) ?? first
}

function gradientsFound(subject: Subject, moment: Moment, rise: Rise): Found {
  const { first, last, ratio, steps, between } = rise
  const when = whenText(moment.epoch)
  const perLayer = formatNumber(ratio ** (1 / steps))
  const gradientAt = (call: typeof first, isBad: boolean) => ({
    label: { en: `mean |gradient| at ${call.layer.name}`, ko: `${call.layer.name}의 평균 |기울기|` },
    value: formatNumber(moment.of(call)!.gradients!.mean),
    isBad,
  })
  return {
    node: first.node,
    field: null,
    title: {
      en: `The gradient explodes at ${first.layer.name}`,
      ko: `${first.layer.name}에서 기울기가 폭발함`,
    },
    message: {
      en: `The gradient grows about ${perLayer} times in every layer on its way back${when.en}: one rate cannot suit the first and the last layer.`,
      ko: `기울기가 거꾸로 가면서 층마다 약 ${perLayer}배로 커집니다${when.ko}. 하나의 학습률이 첫 층과 마지막 층에 모두 맞을 수 없습니다.`,
    },
    figures: [
      gradientAt(last, false),
      gradientAt(first, true),
      {
        label: { en: 'last to first layer', ko: '마지막 층 대 첫 층' },
        value: formatRatio(1 / ratio),
        isBad: true,
      },
    ],
    ...withFix(repairScale(subject, between, false)),
  }
}

const initializerOf = ({ between }: Rise): string =>
  (between.at(-1)!.layer.props.kernel_initializer as Config | undefined)?.type ?? 'the initializer'
