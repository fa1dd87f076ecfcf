/** Area under a curve over all thresholds. Predictions are counted in equal intervals, as in keras/src/metrics/confusion_metrics.py AUC. */
import { bool, choice, int } from '../../fields/index.ts'
import type { Tensor } from '../../graph/op.ts'
import { defineMetric, divideNoNan, type MetricBatch, type Sums } from './metric.ts'

export const auc = defineMetric({
  type: 'auc',
  keras: 'metrics.AUC',
  bounded: true,
  help: {
    en: 'Area under the ROC or precision-recall curve: how well yes and no are separated at all thresholds.',
    ko: 'ROC나 정밀도-재현율 곡선 아래의 넓이. 모든 임곗값에서 예와 아니요를 얼마나 잘 구별하는지 나타냅니다.',
  },
  fields: {
    num_thresholds: int({
      default: 200,
      min: 2,
      max: 10_000,
      help: { en: 'Points of the curve.', ko: '곡선의 점 수.' },
    }),
    curve: choice({
      choices: ['ROC', 'PR', 'PRGAIN'],
      default: 'ROC',
      help: { en: 'Which curve.', ko: '어떤 곡선.' },
    }),
    summation_method: choice({
      choices: ['interpolation', 'majoring', 'minoring'],
      default: 'interpolation',
      help: { en: 'How to interpolate between two points.', ko: '두 점 사이를 보간하는 방법.' },
    }),
    from_logits: bool({
      default: false,
      help: { en: 'The prediction is not yet a probability.', ko: '예측이 아직 확률이 아닙니다.' },
    }),
  },
  forms: ['number', 'one-hot'],
  ofClasses: true,
  expectsProbabilities: (p) => !p.from_logits,
  direction: 'up',
  update(batch, p) {
    const { m, target } = batch
    const prediction = p.from_logits ? m.sigmoid(batch.prediction) : batch.prediction
    const yes = m.select(m.equal(target, 0), m.constant(0), m.constant(1))
    const interval = intervalOf(batch, prediction, p.num_thresholds)
    const oneHot = m.oneHot(interval, p.num_thresholds)
    const countIn = (which: Tensor) =>
      batch.sumOverRows(m.sum(m.mul(oneHot, m.reshape(which, [...which.shape, 1])), [-2]))
    return { yes: countIn(yes), no: countIn(m.sub(1, yes)) }
  },
  result: (sums, _, p) => area(sums, p.curve, p.summation_method),
})

/** Index of the interval, int32. The first interval includes both ends, the others exclude their lower end. */
function intervalOf({ m }: MetricBatch, prediction: Tensor, thresholds: number): Tensor {
  const at = m.mul(m.maximum(m.minimum(prediction, 1), 0), thresholds - 1)
  const floor = m.cast(m.cast(at, 'int32'), 'float32')
  const ceiling = m.add(floor, m.cast(m.greater(at, floor), 'float32'))
  return m.cast(m.relu(m.sub(ceiling, 1)), 'int32')
}

interface Point {
  readonly tp: number
  readonly fp: number
  readonly tn: number
  readonly fn: number
}

function area(sums: Sums, curve: string, method: string): number {
  const points = pointsOf(Array.from(sums.yes!), Array.from(sums.no!))
  const pairs = points.slice(1).map((next, i) => [points[i]!, next] as const)
  const total = (of: (a: Point, b: Point) => number) => pairs.reduce((sum, [a, b]) => sum + of(a, b), 0)
  if (curve === 'PR' && method === 'interpolation') return total(interpolated)
  const [x, y] = AXES[curve]!
  return total((a, b) => {
    const [previous, next] = [y(a), y(b)]
    const height =
      method === 'interpolation'
        ? (previous + next) / 2
        : method === 'minoring'
          ? Math.min(previous, next)
          : Math.max(previous, next)
    return (x(a) - x(b)) * height
  })
}

/** Confusion counts at each threshold: a prediction in its interval or above is positive. */
function pointsOf(yes: readonly number[], no: readonly number[]): Point[] {
  const [allYes, allNo] = [yes, no].map((v) => v.reduce((a, b) => a + b, 0)) as [number, number]
  const points: Point[] = []
  let [tp, fp] = [0, 0]
  for (let i = yes.length - 1; i >= 0; i--) {
    tp += yes[i]!
    fp += no[i]!
    points.unshift({ tp, fp, tn: allNo - fp, fn: allYes - tp })
  }
  return points
}

type Axis = (p: Point) => number
const recall: Axis = (p) => divideNoNan(p.tp, p.tp + p.fn)
/** Flach and Kull 2015. */
const gain = (p: Point, wrong: number) => 1 - divideNoNan(p.tp + p.fn, p.tn + p.fp) * divideNoNan(wrong, p.tp)
const AXES: { readonly [curve: string]: readonly [Axis, Axis] } = {
  ROC: [(p) => divideNoNan(p.fp, p.fp + p.tn), recall],
  PR: [recall, (p) => divideNoNan(p.tp, p.tp + p.fp)],
  PRGAIN: [(p) => (p.tp === 0 ? 0 : Math.max(gain(p, p.fn), 0)), (p) => (p.tp === 0 ? 1 : gain(p, p.fp))],
}

/** Davis and Goadrich 2006: precision is not linear between two points. */
function interpolated(a: Point, b: Point): number {
  const [previous, next] = [a.tp + a.fp, b.tp + b.fp]
  const slope = divideNoNan(a.tp - b.tp, Math.max(previous - next, 0))
  const intercept = b.tp - slope * next
  const ratio = previous > 0 && next > 0 ? previous / next : 1
  return divideNoNan(slope * (a.tp - b.tp + intercept * Math.log(ratio)), b.tp + b.fn)
}
