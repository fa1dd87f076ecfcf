/** Problems of metrics that are not compatible with their Output, as sentences. */
import type { TargetForm } from '../catalog/losses/loss.ts'
import type { Text } from '../text.ts'
import type { Fix } from './fix.ts'
import type { OutputRef } from './output-texts.ts'
import { nodeError, nodeWarning } from './texts.ts'

const TARGETS: { readonly [form in TargetForm]: Text } = {
  class: { en: 'class numbers', ko: '클래스 번호' },
  'one-hot': { en: 'one-hot rows', ko: '원-핫 행' },
  number: { en: 'numbers', ko: '수' },
}

/** A metric that is not compatible, and the list of the Output in which it stands. */
export interface Figure extends OutputRef {
  readonly field: 'metrics' | 'weighted_metrics'
  readonly metric: string
  /** The metric to use instead. */
  readonly better: string
}

export const metricTarget = (
  { node, name, lossName, field, metric, better }: Figure,
  forms: readonly TargetForm[],
  target: TargetForm,
  fix: Fix,
) =>
  nodeError(
    'metric-target',
    node,
    field,
    {
      en: `${name}: ${metric} compares with ${forms.map((f) => TARGETS[f].en).join(' or ')}, but ${lossName} takes the target as ${TARGETS[target].en}. Use ${better}, or another loss.`,
      ko: `${name}: ${metric}은(는) ${forms.map((f) => TARGETS[f].ko).join('이나 ')}과(와) 비교하는데 ${lossName}은(는) 목표를 ${TARGETS[target].ko}(으)로 받습니다. ${better}(이)나 다른 손실을 쓰세요.`,
    },
    fix,
  )

export const noSuchClass = ({ node, name, field, metric }: Figure, id: number, outputs: number, fix: Fix) =>
  nodeError(
    'metric-class',
    node,
    field,
    {
      en: `${name}: ${metric} uses class ${id}, but there are ${outputs} outputs, from 0 to ${outputs - 1}. Choose one of these as class_id.`,
      ko: `${name}: ${metric}이(가) 클래스 ${id}을(를) 쓰는데 출력은 0부터 ${outputs - 1}까지 ${outputs}개입니다. 이 가운데서 class_id를 고르세요.`,
    },
    fix,
  )

export const metricOfLogits = ({ node, name, field, metric }: Figure, activation: string, fix: Fix) =>
  nodeWarning(
    'metric-logits',
    node,
    field,
    {
      en: `${name}: ${metric} expects probabilities from 0 to 1, but the last layer ends in ${activation}, which gives no probabilities: the metric says little.`,
      ko: `${name}: ${metric}은(는) 0부터 1까지의 확률을 기대하는데 마지막 층이 ${activation}(으)로 끝나 확률이 아닙니다. 이 지표로는 알 수 있는 것이 별로 없습니다.`,
    },
    fix,
  )

export const metricOfNumbers = ({ node, name, lossName, field, metric, better }: Figure, fix: Fix) =>
  nodeWarning(
    'metric-numbers',
    node,
    field,
    {
      en: `${name}: ${metric} counts correct classes, but ${lossName} learns numbers, which are hardly ever exactly equal. ${better} measures how far off they are.`,
      ko: `${name}: ${metric}은(는) 맞힌 클래스를 세는데 ${lossName}은(는) 숫자를 학습합니다. 숫자가 정확히 같은 일은 거의 없습니다. ${better}은(는) 오차가 얼마인지 알려 줍니다.`,
    },
    fix,
  )

export const metricOfHighest = ({ node, name, field, metric }: Figure, fix: Fix) =>
  nodeWarning(
    'metric-highest',
    node,
    field,
    {
      en: `${name}: without a threshold ${metric} counts the highest number of each row as yes; with only one number that is always yes. Set a threshold.`,
      ko: `${name}: threshold가 없으면 ${metric}은(는) 행마다 가장 높은 것을 예로 보는데, 수가 하나뿐이라 항상 예가 됩니다. threshold를 정하세요.`,
    },
    fix,
  )

export const metricOfLabels = ({ node, name, field, metric, better }: Figure, fix: Fix) =>
  nodeWarning(
    'metric-labels',
    node,
    field,
    {
      en: `${name}: ${metric} counts only the highest number of each row, but a row may have several labels. ${better} looks at each of them.`,
      ko: `${name}: ${metric}은(는) 행마다 가장 높은 수만 보는데 한 행에 레이블이 여러 개 있을 수 있습니다. ${better}은(는) 레이블을 하나씩 봅니다.`,
    },
    fix,
  )
