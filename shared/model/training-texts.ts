/** Problems of the training settings, as sentences. */
import type { ScheduleFault } from '../catalog/schedules/schedule.ts'
import type { NodeId } from '../document/document.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text.ts'
import type { Fix, Problem } from './fix.ts'

const RATE = 'optimizer.learning_rate'

export const labelOfUse = (name: string): Text => ({ en: `Use ${name}`, ko: `${name} 쓰기` })
export const setLabel = (name: string, value: number): Text => ({
  en: `Set ${name} to ${value.toLocaleString('en-US')}`,
  ko: `${name}을(를) ${value.toLocaleString('en-US')}(으)로`,
})
export const removeLabel: Text = { en: 'Remove it', ko: '제거' }
const noClassWeight: Fix = {
  label: removeLabel,
  apply: (d) => ({ ...d, training: { ...d.training, class_weight: null } }),
}

export const oneClip = (given: readonly string[], fix: Pick<Fix, 'apply'>): Problem =>
  problem(
    'one-clip',
    {
      en: `The optimizer has ${given.join(' and ')}; Keras allows only one of them. Clear the others.`,
      ko: `최적화 알고리즘에 ${given.join(', ')}이(가) 함께 있습니다. Keras는 하나만 허용하니 나머지를 비우세요.`,
    },
    {
      field: 'optimizer',
      fix: { ...fix, label: { en: `Keep only ${given[0]}`, ko: `${given[0]}만 남기기` } },
    },
  )

export const penaltyRounded = (
  node: NodeId,
  name: string,
  policy: string,
  fix: Pick<Fix, 'apply'>,
): Problem =>
  problem(
    'penalty-rounded',
    {
      en: `${name}: Keras 3.15 cannot add a penalty on outputs under ${policy} and stops with a TypeError. It trains here; for Keras, keep the layer in float32.`,
      ko: `${name}: Keras 3.15는 ${policy}에서 출력의 벌점을 더하지 못하고 TypeError로 멈춥니다. 여기서는 학습됩니다. Keras에서도 쓰려면 이 층을 float32로 두세요.`,
    },
    {
      severity: 'warning',
      node,
      field: 'dtype',
      fix: { ...fix, label: { en: 'Keep it in float32', ko: 'float32로 두기' } },
    },
  )

export const scheduleFault = ({ code, field, message }: ScheduleFault): Problem =>
  problem(code, message, { field: `${RATE}.${field}` })

export const scheduleLength = (
  type: string,
  field: string,
  received: number,
  total: number,
  fix: Fix,
): Problem =>
  problem(
    'schedule-length',
    {
      en: `${type} has ${received.toLocaleString('en-US')} ${field}, but the run has ${total.toLocaleString('en-US')}: ${
        received < total
          ? 'the rest is trained with the smallest learning rate'
          : 'the learning rate never becomes small'
      }.`,
      ko: `${type}의 ${field}은(는) ${received.toLocaleString('en-US')}인데 학습은 ${total.toLocaleString('en-US')} 스텝입니다. ${
        received < total ? '나머지는 가장 작은 학습률로 학습합니다' : '학습률이 끝까지 작아지지 않습니다'
      }.`,
    },
    { severity: 'warning', field: `${RATE}.${field}`, fix },
  )

export const rateNotSettable = (i: number, type: string, schedule: string, fix: Fix): Problem =>
  problem(
    'rate-not-settable',
    {
      en: `${type} cannot lower a learning rate that ${schedule} sets at every step. Remove one of the two.`,
      ko: `${type}은(는) ${schedule}이(가) 스텝마다 정하는 학습률을 낮출 수 없습니다. 둘 중 하나를 제거하세요.`,
    },
    { field: `callbacks.${i}`, fix },
  )

export const unknownMonitor = (
  i: number,
  type: string,
  monitor: string,
  series: readonly string[],
  fix: Fix,
): Problem =>
  problem(
    'unknown-monitor',
    {
      en: `${type} monitors “${monitor}”, but this run has ${series.join(', ')}. Choose one of these as monitor.`,
      ko: `${type}이(가) “${monitor}”을(를) 모니터링하는데 이 학습에는 ${series.join(', ')}이(가) 있습니다. 이 가운데서 monitor를 고르세요.`,
    },
    { field: `callbacks.${i}.monitor`, fix },
  )

export const modeNotDecided = (
  i: number,
  type: string,
  monitor: string,
  mode: 'max' | 'min',
  fix: Fix,
): Problem =>
  problem(
    'mode-not-decided',
    {
      en: `${type} monitors “${monitor}”, and Keras cannot tell whether more or less is better. ${mode === 'max' ? 'More' : 'Less'} counts as better here and in the program; set mode to max or min.`,
      ko: `${type}이(가) “${monitor}”을(를) 모니터링하는데 Keras는 많은 쪽이 좋은지 적은 쪽이 좋은지 정하지 못합니다. 여기서도 프로그램에서도 ${mode === 'max' ? '많을수록' : '적을수록'} 좋다고 봅니다. mode를 max나 min으로 고르세요.`,
    },
    { severity: 'warning', field: `callbacks.${i}.mode`, fix },
  )

export const checkpointTemplate = (
  i: number,
  type: string,
  filepath: string,
  known: readonly string[],
): Problem =>
  problem(
    'checkpoint-name',
    {
      en: `${type} cannot fill in “${filepath}”: braces can contain ${known.join(', ')}, with a format such as {epoch:02d} or {loss:.2f}.`,
      ko: `${type}이(가) “${filepath}”을(를) 채울 수 없습니다. 중괄호에는 ${known.join(', ')}을(를) {epoch:02d}, {loss:.2f}처럼 씁니다.`,
    },
    { field: `callbacks.${i}.filepath` },
  )

export const checkpointExtension = (
  i: number,
  type: string,
  filepath: string,
  extensions: readonly string[],
  fix: Fix,
): Problem =>
  problem(
    'checkpoint-ending',
    {
      en: `Keras requires the filepath of ${type} to end in ${extensions.join(' or ')}; received “${filepath}”.`,
      ko: `Keras는 ${type}의 filepath가 ${extensions.join(' 또는 ')}(으)로 끝나야 한다고 요구하는데 현재 값은 “${filepath}”입니다.`,
    },
    { field: `callbacks.${i}.filepath`, fix },
  )

export const separator = (i: number, type: string, received: string, fix: Fix): Problem =>
  problem(
    'csv-separator',
    {
      en: `The separator of ${type} must be one character; received “${received}”.`,
      ko: `${type}의 separator는 글자 하나여야 하는데 현재 값은 “${received}”입니다.`,
    },
    { field: `callbacks.${i}.separator`, fix },
  )

export const classWeightsOfOne = (outputs: number): Problem =>
  problem(
    'class-weight-outputs',
    {
      en: `class_weight is for networks with one Output, as in Keras; this one has ${outputs}. Remove it, or weight the rows with a column (the data’s sample_weight).`,
      ko: `class_weight는 Keras에서처럼 Output이 하나인 신경망에 씁니다. 지금은 ${outputs}개입니다. 제거하거나 데이터의 sample_weight 열로 행의 가중치를 정하세요.`,
    },
    { field: 'class_weight', fix: noClassWeight },
  )

export const twoWeights: Problem = problem(
  'class-weight-rows',
  {
    en: 'class_weight and the data’s sample_weight are both set; Keras allows only one of them. Clear one.',
    ko: 'class_weight와 데이터의 sample_weight가 함께 있습니다. Keras는 하나만 허용하니 하나를 비우세요.',
  },
  { field: 'class_weight', fix: noClassWeight },
)

/** @param classes of the data; null if its target is a number */
export const classWeights = (weights: number, classes: readonly string[] | null): Problem =>
  classes === null
    ? problem(
        'class-weight',
        {
          en: 'class_weight is for classes, and the target of the data has none. Remove it.',
          ko: 'class_weight는 클래스에 쓰는데 데이터의 목표에는 클래스가 없습니다. 제거하세요.',
        },
        { field: 'class_weight', fix: noClassWeight },
      )
    : problem(
        'class-weight',
        {
          en: `class_weight has ${weights} numbers, but the data has ${classes.length} classes: ${classList(classes)}. Give one number for each, in this order.`,
          ko: `class_weight에는 수가 ${weights}개인데 데이터의 클래스는 ${classes.length}개(${classList(classes)})입니다. 이 순서로 하나씩 쓰세요.`,
        },
        { field: 'class_weight', fix: noClassWeight },
      )

const classList = (classes: readonly string[]): string =>
  `${classes.slice(0, 12).join(', ')}${classes.length > 12 ? ', …' : ''}`
