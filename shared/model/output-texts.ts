/** Problems of Outputs whose loss, last layer, metrics and target are not compatible, as sentences. */
import type { Range } from '../catalog/activations/activation.ts'
import type { TargetInfo } from '../data/data-info.ts'
import type { NodeId } from '../document/document.ts'
import { quoted } from './data-texts.ts'
import type { Fix } from './fix.ts'
import { nodeError, nodeWarning } from './texts.ts'

/** An Output and the name of its loss. */
export interface OutputRef {
  readonly node: NodeId
  readonly name: string
  readonly lossName: string
}

export const n = (value: number): string => value.toLocaleString('en-US')
const numbers = (count: number): string => `${n(count)} number${count === 1 ? '' : 's'}`
const units = (count: number): string => `${n(count)} unit${count === 1 ? '' : 's'}`

export const outputRank = ({ node, name }: Omit<OutputRef, 'lossName'>, shape: string) =>
  nodeError('output-rank', node, null, {
    en: `${name} receives ${shape}, but a prediction is one list of numbers per row: (None, n). Put a Flatten before the last Dense.`,
    ko: `${name}에 ${shape} 모양이 들어오는데, 예측은 행마다 수의 목록 하나 (None, n)여야 합니다. 마지막 Dense 앞에 Flatten을 두세요.`,
  })

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
