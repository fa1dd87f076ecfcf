/** Area under a curve over all thresholds. Predictions are counted in equal intervals, as in keras/src/metrics/confusion_metrics.py AUC. */
import { bool, choice, int } from '../../fields/index.ts'
import type { Tensor } from '../../graph/ops.ts'
import { defineMetric, type Judged, type Sums, share } from './metric.ts'

export const auc = defineMetric({
  type: 'auc',
  keras: 'metrics.AUC',
  bounded: true,
  help: {
    en: 'Area under the ROC or precision-recall curve: how well yes and no are kept apart at any threshold.',
    ko: 'ROC나 정밀도-재현율 곡선 아래의 넓이. 어떤 문턱에서든 예와 아니오를 얼마나 잘 가르는가.',
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
      help: { en: 'Height between two points.', ko: '두 점 사이의 높이.' },
    }),
    from_logits: bool({
      default: false,
      help: { en: 'The prediction is not yet a probability.', ko: '예측이 아직 확률이 아닙니다.' },
    }),
  },
  forms: ['number', 'one-hot'],
  ofClasses: true,
  takesProbabilities: (p) => !p.from_logits,
  direction: 'up',
  update(batch, p) {
    const { m, target } = batch
    const prediction = p.from_logits ? m.sigmoid(batch.prediction) : batch.prediction
    const yes = m.select(m.equal(target, 0), m.constant(0), m.constant(1))
    const interval = intervalOf(batch, prediction, p.num_thresholds)
    const into = m.oneHot(interval, p.num_thresholds)
    const counted = (which: Tensor) =>
      batch.overRows(m.sum(m.mul(into, m.reshape(which, [...which.shape, 1])), [-2]))
    return { yes: counted(yes), no: counted(m.sub(1, yes)) }
  },
  result: (sums, _, p) => area(sums, p.curve, p.summation_method),
})

/** Index of the interval, int32. The first interval includes both ends, the others exclude their lower end. */
function intervalOf({ m }: Judged, prediction: Tensor, thresholds: number): Tensor {
  const at = m.mul(m.maximum(m.minimum(prediction, 1), 0), thresholds - 1)
  const whole = m.cast(m.cast(at, 'int32'), 'float32')
  const ceiling = m.add(whole, m.cast(m.greater(at, whole), 'float32'))
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
    const [before, after] = [y(a), y(b)]
    const height =
      method === 'interpolation'
        ? (before + after) / 2
        : method === 'minoring'
          ? Math.min(before, after)
          : Math.max(before, after)
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
const recall: Axis = (p) => share(p.tp, p.tp + p.fn)
/** Flach and Kull 2015. */
const gain = (p: Point, wrong: number) => 1 - share(p.tp + p.fn, p.tn + p.fp) * share(wrong, p.tp)
const AXES: { readonly [curve: string]: readonly [Axis, Axis] } = {
  ROC: [(p) => share(p.fp, p.fp + p.tn), recall],
  PR: [recall, (p) => share(p.tp, p.tp + p.fp)],
  PRGAIN: [(p) => (p.tp === 0 ? 0 : Math.max(gain(p, p.fn), 0)), (p) => (p.tp === 0 ? 1 : gain(p, p.fp))],
}

/** Davis and Goadrich 2006: precision is not linear between two points. */
function interpolated(a: Point, b: Point): number {
  const [before, after] = [a.tp + a.fp, b.tp + b.fp]
  const slope = share(a.tp - b.tp, Math.max(before - after, 0))
  const intercept = b.tp - slope * after
  const ratio = before > 0 && after > 0 ? before / after : 1
  return share(slope * (a.tp - b.tp + intercept * Math.log(ratio)), b.tp + b.fn)
}
