/** The learning rate by what a step changes. Smith 2017 finds the range by raising the rate until the loss grows: a step is useful while it
 *  changes weights by a small share of themselves. */
import { type FindingRule, type Found, withFix } from '../finding.ts'
import { formatNumber, formatShare } from '../format.ts'
import { rateOf, repairRate } from '../repairs.ts'
import { type Moment, relativeStep, type Subject, trainedKernels } from '../subject.ts'
import { valuesOf } from '../trivial.ts'

/** Share of itself that a step may change in half of the kernels. Measured: at most 0.04 in healthy networks. */
const TOO_HIGH = 0.5
/** The loss after an epoch against that of the initial weights. */
const WORSE = 1.5
/** Share of itself that all steps together may move the fastest kernel. Measured: at least 0.1 in healthy networks. */
const TOO_LOW = 0.02
/** What a step changes at a usual rate: about a thousandth (Bottou 2012). */
const USUAL = 1e-3

export const rateTooHigh: FindingRule = {
  code: 'rate-too-high',
  title: { en: 'Learning rate too high', ko: '너무 큰 학습률' },
  yieldsTo: ['exploding', 'inputs-not-scaled', 'targets-not-scaled'],
  find(subject) {
    const [start] = subject.moments
    const steps = start?.epoch === 0 ? stepsOf(start) : []
    const median = steps[Math.floor(steps.length / 2)]
    if (median !== undefined && median >= TOO_HIGH) return [highFound(subject, median, null)]
    const growth = lossGrowth(subject, start)
    return growth === null ? [] : [highFound(subject, median ?? null, growth)]
  },
}

/** What a step changes in each kernel, ascending. */
const stepsOf = (moment: Moment): readonly number[] =>
  trainedKernels(moment)
    .map(relativeStep)
    .sort((a, b) => a - b)

interface Growth {
  readonly before: number
  readonly after: number
}

/** The loss that a training has made worse; null: it has not. */
function lossGrowth({ curves }: Subject, start: Moment | undefined): Growth | null {
  const before = start?.epoch === 0 ? start.signals.loss : null
  if (!curves || before === null || !(before > 0)) return null
  const losses = valuesOf(curves, 'train', 0)
  const after = losses.at(-1)
  return after !== undefined && after > WORSE * before ? { before, after } : null
}

function highFound({ document }: Subject, median: number | null, growth: Growth | null): Found {
  const rate = rateOf(document)
  const name = rate === null ? 'learning_rate' : `learning_rate ${rate}`
  return {
    node: null,
    field: 'optimizer.learning_rate',
    title: { en: 'The learning rate is too high', ko: '학습률이 너무 큼' },
    message: growth
      ? {
          en: `With ${name} the training made the loss larger than that of the initial weights: each step overshoots, so nothing is learned.`,
          ko: `${name}(으)로 학습한 손실이 초기 가중치의 손실보다 큽니다. 스텝마다 지나쳐서 배우는 것이 없습니다.`,
        }
      : {
          en: `With ${name} one step changes half of the kernels by ${formatShare(median!)} of themselves or more: it overshoots whatever the gradient points at.`,
          ko: `${name}(으)로는 한 스텝이 커널의 절반을 자기 크기의 ${formatShare(median!)} 이상 바꿉니다. 기울기가 가리키는 곳을 지나칩니다.`,
        },
    figures: [
      ...(growth
        ? [
            {
              label: { en: 'loss of the initial weights', ko: '초기 가중치의 손실' },
              value: formatNumber(growth.before),
            },
            {
              label: { en: 'loss of the last epoch', ko: '마지막 에포크의 손실' },
              value: formatNumber(growth.after),
              isBad: true,
            },
          ]
        : []),
      ...(median === null
        ? []
        : [
            {
              label: { en: 'a step changes a kernel by', ko: '한 스텝에 바뀌는 커널의 비율' },
              value: formatShare(median),
              isBad: median >= TOO_HIGH,
            },
          ]),
    ],
    ...withFix(repairRate(document, median !== null && median >= TOO_HIGH ? (10 * USUAL) / median : 0.1)),
  }
}

export const rateTooLow: FindingRule = {
  code: 'rate-too-low',
  title: { en: 'Learning rate too low', ko: '너무 작은 학습률' },
  yieldsTo: ['vanishing', 'dead-units', 'saturation', 'symmetric'],
  find({ document, data, moments: [start] }) {
    if (start?.epoch !== 0 || !data) return []
    const { epochs, batch_size } = document.training
    const steps = epochs * Math.ceil(data.rows.train / batch_size)
    const fastest = stepsOf(start).at(-1)
    if (fastest === undefined || !(fastest > 0) || fastest * steps >= TOO_LOW) return []
    const rate = rateOf(document)
    const name = rate === null ? 'learning_rate' : `learning_rate ${rate}`
    return [
      {
        node: null,
        field: 'optimizer.learning_rate',
        title: { en: 'The learning rate is too low', ko: '학습률이 너무 작음' },
        message: {
          en: `With ${name} all ${steps.toLocaleString('en-US')} steps together move no kernel by more than ${formatShare(fastest * steps)} of itself: the network stays about as it was drawn.`,
          ko: `${name}(으)로는 ${steps.toLocaleString('en-US')}스텝을 다 해도 어느 커널도 자기 크기의 ${formatShare(fastest * steps)}보다 많이 바뀌지 않습니다. 신경망이 거의 처음 그대로 남습니다.`,
        },
        figures: [
          {
            label: {
              en: 'a step changes the fastest kernel by',
              ko: '한 스텝에 가장 빨리 바뀌는 커널의 비율',
            },
            value: formatNumber(fastest),
            isBad: true,
          },
          { label: { en: 'steps', ko: '스텝' }, value: steps.toLocaleString('en-US') },
        ],
        ...withFix(repairRate(document, USUAL / fastest)),
      },
    ]
  },
}
