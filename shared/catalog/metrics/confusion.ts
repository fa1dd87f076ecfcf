/** Confusion counts and the metrics derived from them. keras/src/metrics/confusion_metrics.py, f_score_metrics.py. */
import { choice, type Fields, float, optionalFloat, optionalInt } from '../../fields/index.ts'
import type { Tensor } from '../../graph/op.ts'
import type { Text } from '../../text.ts'
import {
  defineMetric,
  divideNoNan,
  isProbabilityThreshold,
  type MetricBatch,
  type MetricDefinition,
} from './metric.ts'

const thresholds = () =>
  optionalFloat({
    min: 0,
    max: 1,
    help: {
      en: 'Values above it count as yes; empty for 0.5.',
      ko: '이보다 크면 예로 봅니다. 비우면 0.5입니다.',
    },
  })
const classId = () =>
  optionalInt({
    help: {
      en: 'Only this class (counted from 0); empty for all.',
      ko: '이 클래스만 봅니다(0부터 셈). 비우면 모두 봅니다.',
    },
  })

/** Targets and predictions as 0 and 1, [n, numbers]. */
interface BinaryLabels {
  readonly actual: Tensor
  readonly predicted: Tensor
}
function binarize(
  { m, target, prediction }: MetricBatch,
  threshold: number,
  column: number | null,
): BinaryLabels {
  const part = (x: Tensor) => (column === null ? x : m.slice(x, x.shape.length - 1, column, 1))
  return {
    actual: m.select(m.equal(part(target), 0), m.constant(0), m.constant(1)),
    predicted: m.cast(m.greater(part(prediction), threshold), 'float32'),
  }
}

type Outcome = 'true_positives' | 'false_positives' | 'true_negatives' | 'false_negatives'
/** 1 where an answer is of the given kind, else 0. */
function indicator({ m }: MetricBatch, kind: Outcome, { actual, predicted }: BinaryLabels): Tensor {
  const no = (x: Tensor) => m.sub(1, x)
  if (kind === 'true_positives') return m.mul(actual, predicted)
  if (kind === 'false_positives') return m.mul(no(actual), predicted)
  return kind === 'true_negatives' ? m.mul(no(actual), no(predicted)) : m.mul(actual, no(predicted))
}
const countOutcome = (batch: MetricBatch, kind: Outcome, given: BinaryLabels): Tensor =>
  batch.m.sum(batch.sumOverRows(indicator(batch, kind, given)))

const count = (
  type: Outcome,
  keras: string,
  direction: MetricDefinition['direction'],
  help: Text,
): MetricDefinition =>
  defineMetric({
    type,
    keras: `metrics.${keras}`,
    help,
    direction,
    undirected: true,
    fields: { thresholds: thresholds() },
    forms: ['number', 'one-hot'],
    ofClasses: true,
    expectsProbabilities: (p) => isProbabilityThreshold(p.thresholds ?? 0.5),
    update: (batch, p) => ({ total: countOutcome(batch, type, binarize(batch, p.thresholds ?? 0.5, null)) }),
    result: ({ total }) => total![0]!,
  })

export const truePositives = count('true_positives', 'TruePositives', 'up', {
  en: 'Number of correct yes predictions.',
  ko: '예로 예측해 맞은 횟수.',
})
export const falsePositives = count('false_positives', 'FalsePositives', 'down', {
  en: 'Number of wrong yes predictions.',
  ko: '예로 예측해 틀린 횟수.',
})
export const trueNegatives = count('true_negatives', 'TrueNegatives', 'up', {
  en: 'Number of correct no predictions.',
  ko: '아니요로 예측해 맞은 횟수.',
})
export const falseNegatives = count('false_negatives', 'FalseNegatives', 'down', {
  en: 'Number of wrong no predictions.',
  ko: '아니요로 예측해 틀린 횟수.',
})

const ratio = (type: string, keras: string, wrong: Outcome, help: Text): MetricDefinition =>
  defineMetric({
    type,
    keras: `metrics.${keras}`,
    help,
    bounded: true,
    fields: { thresholds: thresholds(), class_id: classId() },
    forms: ['number', 'one-hot'],
    ofClasses: true,
    expectsProbabilities: (p) => isProbabilityThreshold(p.thresholds ?? 0.5),
    direction: 'up',
    update(batch, p) {
      const given = binarize(batch, p.thresholds ?? 0.5, p.class_id)
      return { right: countOutcome(batch, 'true_positives', given), wrong: countOutcome(batch, wrong, given) }
    },
    result: ({ right, wrong: missed }) => divideNoNan(right![0]!, right![0]! + missed![0]!),
  })

export const precision = ratio('precision', 'Precision', 'false_positives', {
  en: 'Fraction of yes predictions that are correct.',
  ko: '예로 예측한 것 중 맞은 비율.',
})
export const recall = ratio('recall', 'Recall', 'false_negatives', {
  en: 'Fraction of the actual yes that is found.',
  ko: '실제로 예인 것 중 찾은 비율.',
})

const averageField = {
  average: choice({
    choices: ['micro', 'macro', 'weighted'],
    default: 'macro',
    required: true,
    help: {
      en: 'micro counts all classes together, macro averages over the classes, weighted averages by their rows.',
      ko: 'micro는 모든 클래스를 함께 세고, macro는 클래스별 평균, weighted는 행 수로 가중한 평균입니다.',
    },
  }),
}
const thresholdField = {
  threshold: optionalFloat({
    min: 0,
    exclusiveMin: true,
    max: 1,
    help: {
      en: 'Values above it count as yes; empty for the highest of each row.',
      ko: '이보다 크면 예로 봅니다. 비우면 행마다 가장 높은 것입니다.',
    },
  }),
}
interface FProps {
  readonly average: 'micro' | 'macro' | 'weighted'
  readonly threshold: number | null
}

function fUpdate(batch: MetricBatch, { average, threshold }: FProps) {
  const { m, target, prediction } = batch
  const above = (x: Tensor) => m.cast(m.greater(x, 1e-9), 'float32')
  const predicted =
    threshold === null
      ? m.mul(
          m.cast(m.greaterEqual(prediction, m.max(prediction, [-1], true)), 'float32'),
          above(m.abs(prediction)),
        )
      : m.cast(m.greater(prediction, threshold), 'float32')
  const sum = (kind: Outcome) => {
    const perClass = batch.sumOverRows(indicator(batch, kind, { actual: target, predicted }))
    return average === 'micro' ? m.sum(perClass) : perClass
  }
  return { right: sum('true_positives'), extra: sum('false_positives'), missed: sum('false_negatives') }
}

const EPSILON = 1e-7
function fScore(
  sums: { readonly [name: string]: ArrayLike<number> },
  beta: number,
  average: FProps['average'],
): number {
  const [right, extra, missed] = [sums.right!, sums.extra!, sums.missed!].map((v) => Array.from(v))
  const scores = right!.map((tp, i) => {
    const precisionValue = tp / (tp + extra![i]! + EPSILON)
    const recallValue = tp / (tp + missed![i]! + EPSILON)
    return (
      ((precisionValue * recallValue) / (beta ** 2 * precisionValue + recallValue + EPSILON)) *
      (1 + beta ** 2)
    )
  })
  if (average !== 'weighted') return scores.reduce((a, b) => a + b, 0) / scores.length
  const support = right!.map((tp, i) => tp + missed![i]!)
  const all = support.reduce((a, b) => a + b, 0) + EPSILON
  return scores.reduce((sum, score, i) => sum + (score * support[i]!) / all, 0)
}

const fMetric = <const F extends Fields>(
  d: Pick<MetricDefinition<F>, 'type' | 'keras' | 'help' | 'fields'>,
  beta: (props: FProps & { readonly beta?: number }) => number,
): MetricDefinition =>
  defineMetric({
    ...d,
    bounded: true,
    forms: ['number', 'one-hot'],
    column: true,
    ofClasses: true,
    expectsProbabilities: ({ threshold }) =>
      typeof threshold === 'number' && isProbabilityThreshold(threshold),
    usesArgmax: ({ threshold }) => threshold === null,
    direction: 'up',
    update: (batch, p) => fUpdate(batch, p as unknown as FProps),
    result: (sums, _, p) => fScore(sums, beta(p as unknown as FProps), (p as unknown as FProps).average),
  })

export const f1Score = fMetric(
  {
    type: 'f1_score',
    keras: 'metrics.F1Score',
    help: { en: 'Harmonic mean of precision and recall.', ko: '정밀도와 재현율의 조화 평균.' },
    fields: { ...averageField, ...thresholdField },
  },
  () => 1,
)
export const fbetaScore = fMetric(
  {
    type: 'fbeta_score',
    keras: 'metrics.FBetaScore',
    help: {
      en: 'F score that weights recall beta times as much as precision.',
      ko: '재현율에 정밀도의 beta배 가중치를 주는 F 점수.',
    },
    fields: {
      ...averageField,
      beta: float({
        default: 1,
        min: 0,
        exclusiveMin: true,
        help: { en: 'Weight of recall.', ko: '재현율의 가중치.' },
      }),
      ...thresholdField,
    },
  },
  (p) => p.beta ?? 1,
)
