/** Texts about marks of rows. */
import type { MarkCounts } from '../../../../shared/data/data-info.ts'
import type { LabelledTarget, RightLabel } from '../../../../shared/data/marks.ts'
import type { Text } from '../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
const listed = (values: readonly string[]): string =>
  values.slice(0, 10).join(', ') + (values.length > 10 ? ', …' : '')
/** Rows are counted from 1, as the window shows them. */
const rowsEn = (rows: readonly number[]): string =>
  `row${rows.length === 1 ? '' : 's'} ${listed(rows.map((row) => n(row + 1)))}`
const rowsKo = (rows: readonly number[]): string => `${listed(rows.map((row) => n(row + 1)))}행`
const countEn = (count: number, one: string, many: string): string =>
  `${n(count)} ${count === 1 ? one : many}`

/** What a label of the target is, after “the label is …, ”. */
function expectedLabel(
  { name, kind, classes, isDate }: LabelledTarget & { readonly name: string },
  label: RightLabel,
): Text {
  const [target, names] = [quoted(name), listed(classes.map(quoted))]
  if (kind === 'labels')
    return typeof label === 'string'
      ? {
          en: `but ${target} has several labels in a row. Write them as a list`,
          ko: `${target}은(는) 한 행에 레이블이 여럿입니다. 목록으로 쓰거나`,
        }
      : {
          en: `but not all of these are labels of ${target}. Its labels are ${names}. Choose among them`,
          ko: `${target}에 없는 레이블이 있습니다. 레이블은 ${names}입니다. 그중에서 고르거나`,
        }
  if (kind === 'classes')
    return {
      en: `which is no class of ${target}. Its classes are ${names}. Choose one of them`,
      ko: `${target}의 클래스가 아닙니다. 클래스는 ${names}입니다. 그중에서 고르거나`,
    }
  return isDate
    ? {
        en: `but ${target} holds dates. Enter one as 2024-12-31 or 2024-12-31 14:30`,
        ko: `${target}은(는) 날짜입니다. 2024-12-31이나 2024-12-31 14:30처럼 쓰거나`,
      }
    : {
        en: `but ${target} is a number. Enter a number`,
        ko: `${target}은(는) 숫자입니다. 숫자를 넣거나`,
      }
}

export const texts = {
  otherRows: (rows: readonly number[]): Text => ({
    en: `marks: ${rowsEn(rows)} ${rows.length === 1 ? 'is' : 'are'} not what was marked: the file, or how it is read, has changed since. Restore it, or remove ${rows.length === 1 ? 'this mark' : 'these marks'} and mark the rows again.`,
    ko: `marks: ${rowsKo(rows)}이 표시할 때와 다릅니다. 그 뒤에 파일이나 읽는 방법이 바뀌었습니다. 되돌리거나, 이 표시를 지우고 다시 표시하세요.`,
  }),
  noTarget: (rows: readonly number[], targets: readonly string[]): Text => ({
    en: `The right labels of ${rowsEn(rows)} are for columns that are no target, and have no effect. The targets are ${listed(targets.map(quoted))}.`,
    ko: `${rowsKo(rows)}의 바른 레이블은 목표가 아닌 열의 것이라 쓰이지 않습니다. 목표는 ${listed(targets.map(quoted))}입니다.`,
  }),
  noValue: (rows: readonly number[]): Text => ({
    en: `marks: ${rowsEn(rows)} ${rows.length === 1 ? 'has' : 'have'} no value in the target and ${rows.length === 1 ? 'is' : 'are'} left out, so a right label has no effect. Fill in the file, or remove the marks.`,
    ko: `marks: ${rowsKo(rows)}은 목표에 값이 없어 빠지므로 바른 레이블이 소용없습니다. 파일을 채우거나 표시를 지우세요.`,
  }),
  noLabel: (
    rows: readonly number[],
    label: RightLabel,
    target: LabelledTarget & { readonly name: string },
  ): Text => {
    const written = typeof label === 'string' ? quoted(label) : `[${listed(label.map(quoted))}]`
    const expected = expectedLabel(target, label)
    return {
      en: `marks: the right label of ${rowsEn(rows)} is ${written}, ${expected.en}, or remove the mark.`,
      ko: `marks: ${rowsKo(rows)}의 바른 레이블은 ${written}인데 ${expected.ko} 표시를 지우세요.`,
    }
  },
  note: ({ excluded, relabelled }: MarkCounts): Text => ({
    en: [
      ...(excluded > 0 ? [`${countEn(excluded, 'row is', 'rows are')} left out by marks`] : []),
      ...(relabelled > 0
        ? [`${countEn(relabelled, 'row has its', 'rows have their')} label corrected by a mark`]
        : []),
    ]
      .join(', ')
      .concat('.'),
    ko: [
      ...(excluded > 0 ? [`표시에 따라 ${n(excluded)}행을 뺐습니다`] : []),
      ...(relabelled > 0 ? [`표시에 따라 ${n(relabelled)}행의 레이블을 고쳤습니다`] : []),
    ]
      .join('. ')
      .concat('.'),
  }),
  noTrainingRows: {
    en: 'marks: they leave out every training row. Remove some.',
    ko: 'marks: 학습할 행이 모두 빠졌습니다. 표시를 몇 개 지우세요.',
  } satisfies Text,
}
