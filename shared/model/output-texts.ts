/** Problems of Outputs whose loss, last layer, metrics and target are not compatible, as sentences. */
import type { Range } from '../catalog/activations/activation.ts'
import type { TargetForm } from '../catalog/losses/loss.ts'
import type { NonNumericInfo, TargetInfo } from '../data/data-info.ts'
import type { NodeId } from '../document/document.ts'
import type { Text } from '../text.ts'
import { listed, quoted } from './data-texts.ts'
import type { Fix } from './fix.ts'
import { nodeError, nodeWarning } from './texts.ts'

/** An Output and the name of its loss. */
export interface OutputRef {
  readonly node: NodeId
  readonly name: string
  readonly lossName: string
}

const n = (value: number): string => value.toLocaleString('en-US')
const numbers = (count: number): string => `${n(count)} number${count === 1 ? '' : 's'}`
const units = (count: number): string => `${n(count)} unit${count === 1 ? '' : 's'}`

export const outputRank = ({ node, name }: Omit<OutputRef, 'lossName'>, shape: string) =>
  nodeError('output-rank', node, null, {
    en: `${name} receives ${shape}, but a prediction is one list of numbers per row: (None, n). Put a Flatten before the last Dense.`,
    ko: `${name}에 ${shape} 모양이 들어오는데, 예측은 행마다 수의 목록 하나 (None, n)여야 합니다. 마지막 Dense 앞에 Flatten을 두세요.`,
  })

// ── the target ───────────────────────────────────────────────────────────────────────────────────────────────────

export const noSuchTarget = (
  { node, name }: OutputRef,
  targets: readonly string[],
  received: string,
  fix: Fix | undefined,
) =>
  nodeError(
    'no-target',
    node,
    'target',
    {
      en: `${name}: target is ${quoted(received)}, but the data’s targets are ${listed(targets)}. Choose one of them, or add the column to the data’s target.`,
      ko: `${name}: target은 ${quoted(received)}인데 데이터의 목표는 ${listed(targets)}입니다. 그중에서 고르거나 데이터의 target에 이 열을 더하세요.`,
    },
    fix,
  )

/** Advice for values that a person reads as numbers, by pattern. */
const FORMAT_ADVICE: readonly (readonly [RegExp, Text])[] = [
  [
    /^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4})([T ].*)?$/,
    {
      en: 'Write dates as numbers, such as the days since the first one.',
      ko: '날짜는 첫날부터 센 일수처럼 숫자로 쓰세요.',
    },
  ],
  [
    /^[-+]?\d+([.,' ]\d+)*[.,]\d+$/,
    {
      en: 'Write numbers with a decimal point and without thousands separators.',
      ko: '숫자는 소수점을 점(.)으로 쓰고 천 단위 구분 없이 쓰세요.',
    },
  ],
  [
    /^\D{0,3}\d[\d.,' ]*\D{0,3}$/,
    {
      en: 'Write only the numbers, without symbols or units.',
      ko: '기호나 단위 없이 숫자만 쓰세요.',
    },
  ],
]
/** Advice on how to write a text so that it is read as a number; null if it does not look like one. */
export const formatAdvice = (value: string): Text | null =>
  FORMAT_ADVICE.find(([pattern]) => pattern.test(value))?.[1] ?? null
const CORRECT_LINES: Text = { en: 'Correct or remove such lines.', ko: '그런 줄을 고치거나 지우세요.' }

/** A loss for numbers with a target column of text.
 *  @param rows of the data */
export const textTarget = (
  { node, name, lossName }: OutputRef,
  { name: column, classes, text }: TargetInfo,
  rows: number,
  fix: Fix | undefined,
) => {
  const count = classes.length
  const start = {
    en: `${name}: ${lossName} learns numbers, but the target ${quoted(column)} was read as ${n(count)} classes`,
    ko: `${name}: ${lossName}은(는) 숫자를 학습하는데 목표 ${quoted(column)}은(는) 클래스 ${n(count)}개로 읽혔습니다`,
  }
  const why = text
    ? firstText(text, rows)
    : { en: ` such as ${quoted(classes[0]!)}.`, ko: `(${quoted(classes[0]!)} 등).` }
  const end = {
    en: 'To learn classes, use sparse_categorical_crossentropy; otherwise choose a target of numbers.',
    ko: '클래스를 학습하려면 sparse_categorical_crossentropy를 쓰고, 아니면 숫자 목표를 고르세요.',
  }
  return nodeError(
    'text-target',
    node,
    'loss',
    { en: `${start.en}${why.en} ${end.en}`, ko: `${start.ko}${why.ko} ${end.ko}` },
    fix,
  )
}

function firstText({ count, line, value }: NonNumericInfo, rows: number): Text {
  const isMajority = count * 2 > rows
  const advice = formatAdvice(value) ?? (isMajority ? null : CORRECT_LINES)
  return {
    en: `, because line ${n(line)} has ${quoted(value)}: ${count === 1 ? `of ${n(rows)} values this one is not a number` : `${n(count)} of ${n(rows)} values are not numbers`}.${advice ? ` ${advice.en}` : ''}`,
    ko: `. ${n(line)}번째 줄이 ${quoted(value)}이고, 값 ${n(rows)}개 가운데 ${n(count)}개가 숫자가 아니기 때문입니다.${advice ? ` ${advice.ko}` : ''}`,
  }
}

export const classesNeeded = ({ node, name, lossName }: OutputRef, target: string, fix: Fix) =>
  nodeError(
    'classes-needed',
    node,
    'loss',
    {
      en: `${name}: ${lossName} needs classes, but the target ${quoted(target)} is a number. Use mean_squared_error.`,
      ko: `${name}: ${lossName}에는 클래스가 필요한데 목표 ${quoted(target)}은(는) 숫자입니다. mean_squared_error를 쓰세요.`,
    },
    fix,
  )

export const binaryClasses = ({ node, name, lossName }: OutputRef, classes: number, fix: Fix) =>
  nodeError(
    'binary-classes',
    node,
    'loss',
    {
      en: `${name}: ${lossName} with one output distinguishes two classes, but the target has ${n(classes)}. Use sparse_categorical_crossentropy with ${n(classes)} outputs.`,
      ko: `${name}: 출력이 하나인 ${lossName}은(는) 두 클래스를 구별하는데 목표는 클래스가 ${n(classes)}개입니다. 출력 ${n(classes)}개와 sparse_categorical_crossentropy를 쓰세요.`,
    },
    fix,
  )

export const binaryNumber = (
  { node, name, lossName }: OutputRef,
  target: string,
  [low, high]: readonly [number, number],
  fix: Fix,
) =>
  nodeError(
    'binary-number',
    node,
    'loss',
    {
      en: `${name}: ${lossName} distinguishes yes (1) from no (0), but the target ${quoted(target)} goes from ${low} to ${high}. Use mean_squared_error.`,
      ko: `${name}: ${lossName}은(는) 예(1)와 아니요(0)를 구별하는데 목표 ${quoted(target)}은(는) ${low}부터 ${high}까지입니다. mean_squared_error를 쓰세요.`,
    },
    fix,
  )

const labelCount = ({ classes }: TargetInfo): string =>
  `${n(classes.length)} label${classes.length === 1 ? '' : 's'}`

export const labelsNeedBinary = ({ node, name, lossName }: OutputRef, target: TargetInfo, fix: Fix) =>
  nodeError(
    'labels-needed',
    node,
    'loss',
    {
      en: `${name}: ${lossName} expects one class per row, but a row of the target ${quoted(target.name)} may have any of ${labelCount(target)}. Use binary_crossentropy with ${units(target.classes.length)} and sigmoid.`,
      ko: `${name}: ${lossName}에는 행마다 클래스 하나가 필요한데 목표 ${quoted(target.name)}에는 레이블 ${n(target.classes.length)}개가 여럿 함께 있을 수 있습니다. units ${n(target.classes.length)}개와 sigmoid, binary_crossentropy를 쓰세요.`,
    },
    fix,
  )

export const labelsOfSoftmax = ({ node, name }: OutputRef, target: TargetInfo, fix: Fix) =>
  nodeError(
    'labels-softmax',
    node,
    'loss',
    {
      en: `${name}: the last layer is a softmax, whose outputs sum to 1, but a row of the target ${quoted(target.name)} may have any of ${labelCount(target)}. Use the activation sigmoid.`,
      ko: `${name}: 마지막 층이 합이 1인 값을 내는 softmax인데 목표 ${quoted(target.name)}에는 레이블 ${n(target.classes.length)}개가 여럿 함께 있을 수 있습니다. 활성화 함수 sigmoid를 쓰세요.`,
    },
    fix,
  )

export const outputsForLabels = ({ node, name }: OutputRef, received: number, target: TargetInfo, fix: Fix) =>
  nodeError(
    'label-outputs',
    node,
    null,
    {
      en: `${name} receives ${numbers(received)} per row, but the target ${quoted(target.name)} has ${labelCount(target)}. Give the last Dense ${units(target.classes.length)}.`,
      ko: `${name}에는 행마다 수 ${n(received)}개가 들어오는데 목표 ${quoted(target.name)}에는 레이블이 ${n(target.classes.length)}개 있습니다. 마지막 Dense의 units를 ${n(target.classes.length)}(으)로 하세요.`,
    },
    fix,
  )

// ── how many outputs ─────────────────────────────────────────────────────────────────────────────────────────────

export const tooFewOutputs = ({ node, name }: OutputRef, received: number, classes: number, fix: Fix) =>
  nodeError(
    'too-few-outputs',
    node,
    null,
    {
      en: `${name} receives ${numbers(received)} per row, but the target has ${n(classes)} classes. Give the last Dense ${units(classes)}.`,
      ko: `${name}에는 행마다 수 ${n(received)}개가 들어오는데 목표는 클래스가 ${n(classes)}개입니다. 마지막 Dense의 units를 ${n(classes)}(으)로 하세요.`,
    },
    fix,
  )

export const tooManyOutputs = ({ node, name }: OutputRef, received: number, classes: number, fix: Fix) =>
  nodeWarning(
    'too-many-outputs',
    node,
    null,
    {
      en: `${name} receives ${numbers(received)} per row, but the target has ${n(classes)} classes: the others only learn to be 0. Give the last Dense ${units(classes)}.`,
      ko: `${name}에는 행마다 수 ${n(received)}개가 들어오는데 목표는 클래스가 ${n(classes)}개라서, 나머지는 0이 되는 것만 학습합니다. 마지막 Dense의 units를 ${n(classes)}(으)로 하세요.`,
    },
    fix,
  )

export const oneOutput = ({ node, name, lossName }: OutputRef, received: number, fix: Fix) =>
  nodeError(
    'one-output',
    node,
    null,
    {
      en: `${name} receives ${n(received)} numbers per row, but ${lossName} compares one number with the target. Give the last Dense 1 unit.`,
      ko: `${name}에는 행마다 수 ${n(received)}개가 들어오는데 ${lossName}은(는) 수 하나를 목표와 비교합니다. 마지막 Dense의 units를 1로 하세요.`,
    },
    fix,
  )

export const oneForClasses = ({ node, name, lossName }: OutputRef, fix: Fix) =>
  nodeWarning(
    'one-for-classes',
    node,
    'loss',
    {
      en: `${name} receives 1 number per row, which cannot distinguish classes as ${lossName} does. Give the last Dense one unit for each class; for yes or no use binary_crossentropy, for a number mean_squared_error.`,
      ko: `${name}에는 행마다 수 1개가 들어와 ${lossName}(으)로 클래스를 구별할 수 없습니다. 마지막 Dense의 units를 클래스 수로 하세요. 예·아니요라면 binary_crossentropy, 숫자라면 mean_squared_error를 쓰세요.`,
    },
    fix,
  )

export const softmaxOfOne = ({ node, name }: OutputRef, fix: Fix) =>
  nodeWarning(
    'softmax-of-one',
    node,
    'loss',
    {
      en: `${name}: the last layer is a softmax of one number, which is always 1, so nothing can be learned.`,
      ko: `${name}: 마지막 층이 수 하나의 softmax라서 항상 1이고 아무것도 학습할 수 없습니다.`,
    },
    fix,
  )

export const softmaxForYesOrNo = ({ node, name, lossName }: OutputRef, received: number, fix: Fix) =>
  nodeError(
    'softmax-binary',
    node,
    'loss',
    {
      en: `${name}: ${lossName} compares one number with yes or no, but the last layer is a softmax of ${n(received)}, one for each class. Use sparse_categorical_crossentropy.`,
      ko: `${name}: ${lossName}은(는) 수 하나를 예·아니요와 비교하는데 마지막 층은 클래스마다 하나씩 수 ${n(received)}개를 내는 softmax입니다. sparse_categorical_crossentropy를 쓰세요.`,
    },
    fix,
  )

// ── the last activation ──────────────────────────────────────────────────────────────────────────────────────────

/** @param classes null if numbers are learned */
export const softmaxOfNumbers = ({ node, name, lossName }: OutputRef, classes: number | null, fix: Fix) =>
  nodeError(
    'loss-activation',
    node,
    'loss',
    {
      en: `${name}: ${lossName} learns numbers, but the last layer is a softmax, whose outputs sum to 1. ${classes === null ? 'Use the activation linear.' : 'For classes use sparse_categorical_crossentropy.'}`,
      ko: `${name}: ${lossName}은(는) 숫자를 학습하는데 마지막 층이 합이 1인 값을 내는 softmax입니다. ${classes === null ? '활성화 함수 linear를 쓰세요.' : '클래스라면 sparse_categorical_crossentropy를 쓰세요.'}`,
    },
    fix,
  )

/** A number with 3 significant digits; −∞ and ∞ as symbols. */
const formatBound = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : value < 0 ? '−∞' : '∞'

export const outOfReach = (
  { node, name }: OutputRef,
  activation: string,
  [minimum, maximum]: Range,
  target: string,
  [low, high]: Range,
  fix: Fix,
) =>
  nodeWarning(
    'out-of-reach',
    node,
    'loss',
    {
      en: `${name}: the target ${quoted(target)} goes from ${low} to ${high}, which the last activation, ${activation}, cannot reach: it gives values from ${formatBound(minimum)} to ${formatBound(maximum)}.`,
      ko: `${name}: 목표 ${quoted(target)}은(는) ${low}부터 ${high}까지인데 마지막 활성화 함수 ${activation}은(는) ${formatBound(minimum)}부터 ${formatBound(maximum)}까지의 값만 냅니다.`,
    },
    fix,
  )

export const lossNeedsProbabilities = (
  { node, name, lossName }: OutputRef,
  needed: string,
  logits: boolean,
  fix: Fix,
) =>
  nodeWarning(
    'loss-probabilities',
    node,
    'loss',
    {
      en: `${name}: ${lossName} expects probabilities, so the last layer should have the activation ${needed}${logits ? '; or set from_logits' : ''}.`,
      ko: `${name}: ${lossName}은(는) 확률을 기대하므로 마지막 층의 활성화 함수는 ${needed}여야 합니다.${logits ? ' 아니면 from_logits를 켜세요.' : ''}`,
    },
    fix,
  )

export const logitsIgnored = ({ node, name, lossName }: OutputRef, activation: string, fix: Fix) =>
  nodeWarning(
    'logits-ignored',
    node,
    'loss',
    {
      en: `${name}: from_logits of ${lossName} does nothing here, because the last layer ends in ${activation} and Keras uses the numbers before it. Turn from_logits off, or set the activation to linear.`,
      ko: `${name}: 마지막 층이 ${activation}(으)로 끝나 Keras가 그 앞의 수를 쓰므로 ${lossName}의 from_logits는 소용이 없습니다. from_logits를 끄거나 활성화 함수를 linear로 하세요.`,
    },
    fix,
  )

export const logitsTwice = ({ node, name, lossName }: OutputRef, activation: string, fix: Fix) =>
  nodeWarning(
    'logits-twice',
    node,
    'loss',
    {
      en: `${name}: with from_logits ${lossName} computes probabilities itself, but the last layer ends in ${activation} and has already computed them. Turn from_logits off, or set the activation to linear.`,
      ko: `${name}: from_logits를 켜면 ${lossName}이(가) 스스로 확률을 계산하는데 마지막 층의 ${activation}이(가) 이미 계산했습니다. from_logits를 끄거나 활성화 함수를 linear로 하세요.`,
    },
    fix,
  )

// ── figures ──────────────────────────────────────────────────────────────────────────────────────────────────────

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
