/** Problems of an Output whose target column does not exist or holds texts, as sentences. */
import type { NonNumericInfo, TargetInfo } from '../data/data-info.ts'
import { placeOf } from '../data/place-text.ts'
import type { Text } from '../text.ts'
import { listed, quoted } from './data-texts.ts'
import type { Fix } from './fix.ts'
import { n, type OutputRef } from './output-texts.ts'
import { nodeError } from './texts.ts'

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

function firstText({ count, line, row, value }: NonNumericInfo, rows: number): Text {
  const place = placeOf(line, row)
  const isMajority = count * 2 > rows
  const advice = formatAdvice(value) ?? (isMajority ? null : CORRECT_LINES)
  return {
    en: `, because ${place.en} has ${quoted(value)}: ${count === 1 ? `of ${n(rows)} values this one is not a number` : `${n(count)} of ${n(rows)} values are not numbers`}.${advice ? ` ${advice.en}` : ''}`,
    ko: `. ${place.ko}의 값이 ${quoted(value)}이고, 값 ${n(rows)}개 가운데 ${n(count)}개가 숫자가 아니기 때문입니다.${advice ? ` ${advice.ko}` : ''}`,
  }
}
