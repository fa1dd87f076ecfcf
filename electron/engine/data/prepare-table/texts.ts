/** Texts of the preparation of tables. */
import type { Config } from '../../../../shared/fields/index.ts'
import type { Text } from '../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 57)}…` : value)
const onLine = (line: number | null) => (line === null ? '' : ` on line ${n(line)}`)
const atLine = (line: number | null) => (line === null ? '' : ` ${n(line)}번째 줄의`)

export const texts = {
  settings: (name: string, field: string, expected: Text, received: string): Text => ({
    en: `Column ${quoted(name)}, ${field}: expected ${expected.en}, received ${received}.`,
    ko: `${quoted(name)} 열의 ${field}: ${expected.ko} 값이 필요한데 ${received}을(를) 받았습니다.`,
  }),
  needsStep: (name: string, type: string, value: string, line: number | null): Text => ({
    en: `features: column ${quoted(name)} is a ${type} (${quoted(value)}${onLine(line)}) and no step makes numbers of it. Use the suggestions under Data, add a step, or leave the column out.`,
    ko: `features: ${quoted(name)} 열은 숫자가 아니고(${type},${atLine(line)} ${quoted(value)}) 숫자로 바꾸는 단계도 없습니다. 데이터의 제안을 쓰거나 단계를 더하거나 이 열을 빼세요.`,
  }),
  stepTakes: (name: string, step: string, takes: readonly string[], received: string): Text => ({
    en: `Column ${quoted(name)}: the step ${step} takes a ${takes.join(' or a ')}, and receives a ${received}. Remove it, or change the order of the steps.`,
    ko: `${quoted(name)} 열: ${step} 단계에는 ${takes.join(' 또는 ')}이(가) 필요한데 ${received}이(가) 들어옵니다. 단계를 빼거나 순서를 바꾸세요.`,
  }),
  atRow: (error: Text, line: number | null): Text =>
    line === null ? error : { en: `${error.en}${onLine(line)}`, ko: `${error.ko}(${n(line)}번째 줄)` },
  noValues: (hasValue: boolean, line: number | null): Text =>
    hasValue
      ? {
          en: `no training row has a value; the first one${line === null ? '' : ` is${onLine(line)}, which`} is not for training. Use more rows for training, or leave the column out`,
          ko: `값이 있는 학습 행이 없습니다. 첫 값${line === null ? '은' : `이 있는 ${n(line)}번째 줄은`} 학습에 쓰지 않습니다. 학습 행을 늘리거나 이 열을 빼세요`,
        }
      : {
          en: 'no row has a value. Leave the column out',
          ko: '값이 있는 행이 없습니다. 이 열을 빼세요',
        },
  freeText: (field: string, name: string, value: string, line: number | null, max: number): Text => ({
    en: `${field}: column ${quoted(name)} is free text with too many different values (${quoted(value)}${onLine(line)}), which no step takes. ${field === 'target' ? 'Choose another target' : 'Leave it out'}, or set its type to category if there are at most ${n(max)}.`,
    ko: `${field}: ${quoted(name)} 열은 서로 다른 값이 너무 많은 자유 텍스트라서(${atLine(line)} ${quoted(value)}) 어떤 단계도 쓸 수 없습니다. ${field === 'target' ? '다른 목표를 고르거나' : '이 열을 빼거나'}, ${n(max)}개 이하라면 형식을 category로 정하세요.`,
  }),
  step: (name: string, step: string, error: Text): Text => ({
    en: `Column ${quoted(name)}, step ${step}: ${error.en}.`,
    ko: `${quoted(name)} 열의 ${step} 단계: ${error.ko}.`,
  }),
  missing: (name: string, count: number, line: number | null): Text => ({
    en: `Column ${quoted(name)} has ${n(count)} missing value${count === 1 ? '' : 's'}, the first${onLine(line)}. Add the step fill or drop_missing, or leave the column out.`,
    ko: `${quoted(name)} 열에 빈 값이 ${n(count)}개 있고${line === null ? '' : ` 첫 번째는 ${n(line)}번째 줄입니다`}. fill이나 drop_missing 단계를 더하거나 이 열을 빼세요.`,
  }),
  badCell: (field: string, name: string, count: number, value: string, line: number | null): Text => ({
    en: `${field}: column ${quoted(name)} must contain numbers, but ${n(count)} cell${count === 1 ? ' does' : 's do'} not, the first${onLine(line)}: ${quoted(value)}. Correct the file, list the text under na_values, or leave the column out.`,
    ko: `${field}: ${quoted(name)} 열에는 숫자가 있어야 하는데 아닌 셀이 ${n(count)}개 있습니다. 첫 번째는${atLine(line)} ${quoted(value)}입니다. 파일을 고치거나 na_values에 적거나 이 열을 빼세요.`,
  }),
  weightText: (name: string, value: string, line: number | null): Text => ({
    en: `sample_weight: column ${quoted(name)} must contain numbers, but${line === null ? ' it' : ` line ${n(line)}`} has ${quoted(value)}. Correct it or choose another column.`,
    ko: `sample_weight: ${quoted(name)} 열에는 숫자가 있어야 하는데${atLine(line)} ${quoted(value)}이(가) 있습니다. 고치거나 다른 열을 고르세요.`,
  }),
  tooLarge: (name: string, value: string, line: number | null): Text => ({
    en: `Column ${quoted(name)} has ${value}${onLine(line)}, which is beyond 32-bit numbers. Add the step clip or log1p, correct the value, or leave the column out.`,
    ko: `${quoted(name)} 열에${atLine(line)} ${value}이(가) 있어 32비트 수를 넘습니다. clip이나 log1p 단계를 더하거나 값을 고치거나 이 열을 빼세요.`,
  }),
  targetTooLarge: (name: string, value: string, line: number | null): Text => ({
    en: `target: column ${quoted(name)} has ${value}${onLine(line)}, which is beyond 32-bit numbers. Add the step clip or standardize to it, correct the value, or choose another target.`,
    ko: `target: ${quoted(name)} 열에${atLine(line)} ${value}이(가) 있어 32비트 수를 넘습니다. clip이나 standardize 단계를 더하거나 값을 고치거나 다른 목표를 고르세요.`,
  }),
  noTarget: (name: string): Text => ({
    en: `target: no row has a value in column ${quoted(name)}. Choose another target.`,
    ko: `target: ${quoted(name)} 열에 값이 있는 행이 없습니다. 다른 목표를 고르세요.`,
  }),
  tooManyLabels: (count: number, limit: number): Text => ({
    en: `labels names ${n(count)} columns, and at most ${n(limit)} are possible. Leave out rare ones.`,
    ko: `labels에 열이 ${n(count)}개 있는데 ${n(limit)}개까지 가능합니다. 드문 것을 빼세요.`,
  }),
  labelValues: (name: string, value: string, line: number | null): Text => ({
    en: `labels: column ${quoted(name)} must hold 0 and 1, and has ${quoted(value)}${onLine(line)}. Correct it, or give the column another role.`,
    ko: `labels: ${quoted(name)} 열에는 0과 1만 있어야 하는데${atLine(line)} ${quoted(value)}이(가) 있습니다. 고치거나 다른 역할을 주세요.`,
  }),
  labelTable: (name: string, rows: number, labels: number, limit: number): Text => ({
    en: `target: ${quoted(name)} has ${n(labels)} labels in ${n(rows)} rows, and at most ${n(limit)} numbers fit. Join rare labels in the file, or use fewer rows.`,
    ko: `target: ${quoted(name)}의 레이블이 ${n(rows)}행에 ${n(labels)}개로, 수 ${n(limit)}개를 넘습니다. 파일에서 드문 레이블을 합치거나 행을 줄이세요.`,
  }),
  labelCells: (name: string, count: number): Text => ({
    en: `Column ${quoted(name)}, step multi_label: more than ${n(count)} different cells, which do not fit into memory as lists of labels. Remove the step if the column is free text, or use fewer rows.`,
    ko: `${quoted(name)} 열의 multi_label 단계: 서로 다른 셀이 ${n(count)}개를 넘어 레이블 목록으로 메모리에 담을 수 없습니다. 자유 텍스트라면 단계를 빼고, 아니면 행을 줄이세요.`,
  }),
  labelSteps: (name: string): Text => ({
    en: `target: the step multi_label must be the only one of column ${quoted(name)}.`,
    ko: `target: ${quoted(name)} 열에는 multi_label 단계만 있어야 합니다.`,
  }),
  dateTarget: (name: string, value: string): Text => ({
    en: `target: column ${quoted(name)} holds dates (${quoted(value)}), which are neither classes nor numbers. Add the step days_since to it, or choose another target.`,
    ko: `target: ${quoted(name)} 열은 날짜(${quoted(value)})라서 클래스도 숫자도 아닙니다. days_since 단계를 더하거나 다른 목표를 고르세요.`,
  }),
  targetSteps: (name: string): Text => ({
    en: `target: the steps of column ${quoted(name)} must give one number.`,
    ko: `target: ${quoted(name)} 열의 단계는 숫자 하나를 만들어야 합니다.`,
  }),
  targetRowsDropped: (count: number, names: readonly string[]): Text => ({
    en: `${n(count)} row${count === 1 ? ' has' : 's have'} no value in the target (${names.map(quoted).join(', ')}) and ${count === 1 ? 'is' : 'are'} left out.`,
    ko: `목표(${names.map(quoted).join(', ')})에 값이 없는 ${n(count)}행은 뺐습니다.`,
  }),
  unplacedRows: (count: number): Text => ({
    en: `${n(count)} excluded row${count === 1 ? ' has' : 's have'} no value in the column of the split and ${count === 1 ? 'is' : 'are'} left out before it.`,
    ko: `분할 기준 열에 값이 없는 제외된 ${n(count)}행은 나누기 전에 뺐습니다.`,
  }),
  rowsDropped: (count: number, names: readonly string[]): Text => ({
    en: `${n(count)} row${count === 1 ? '' : 's'} without a value in ${names.map(quoted).join(', ')} ${count === 1 ? 'is' : 'are'} left out after the split.`,
    ko: `${names.map(quoted).join(', ')}에 값이 없는 ${n(count)}행은 나눈 뒤에 뺐습니다.`,
  }),
  targetUnit: (name: string, steps: readonly Config[]): Text => {
    const types = steps.map(({ type }) => type).join(', ')
    return {
      en: `The target ${quoted(name)} is learned as its steps make it (${types}): loss, metrics and predictions are in that unit, not in that of the column.`,
      ko: `목표 ${quoted(name)}은(는) 단계(${types})를 거친 값으로 학습합니다. 손실, 지표, 예측도 열의 단위가 아니라 그 값의 단위입니다.`,
    }
  },
  noTrainingRows: {
    en: 'The split leaves no row for training. Use fewer rows for validation and test, or another column.',
    ko: '나누고 나면 학습할 행이 없습니다. 검증과 테스트 행을 줄이거나 다른 열을 쓰세요.',
  } satisfies Text,
  noSplitColumn: (method: string, name: string, known: readonly string[]): Text => ({
    en: `column of the split: ${method} needs a column of the table${name === '' ? '' : `, and there is none named ${quoted(name)}`}. Choose one of ${known.slice(0, 10).map(quoted).join(', ')}${known.length > 10 ? ', …' : ''}.`,
    ko: `분할의 column: ${method}에는 표의 열이 필요합니다${name === '' ? '' : `(${quoted(name)} 열은 없습니다)`}. ${known.slice(0, 10).map(quoted).join(', ')}${known.length > 10 ? ', …' : ''} 중에서 고르세요.`,
  }),
  splitMissing: (name: string, line: number | null): Text => ({
    en: `column of the split: ${quoted(name)} has no value${onLine(line)}, so that row belongs to no part. Fill it in, or choose another rule.`,
    ko: `분할의 column: ${quoted(name)}의${atLine(line)} 값이 없어 그 행이 속할 부분이 없습니다. 값을 채우거나 다른 규칙을 고르세요.`,
  }),
  noTime: (name: string): Text => ({
    en: `column of the split: ${quoted(name)} holds neither dates nor numbers, so its rows have no order in time. Choose another column.`,
    ko: `분할의 column: ${quoted(name)}은(는) 날짜도 숫자도 아니라서 시간 순서가 없습니다. 다른 열을 고르세요.`,
  }),
  textGroups: (name: string): Text => ({
    en: `column of the split: ${quoted(name)} holds free text and no groups. Choose another column.`,
    ko: `분할의 column: ${quoted(name)}은(는) 자유 텍스트라서 그룹이 없습니다. 다른 열을 고르세요.`,
  }),
  fewGroups: (name: string, groups: number): Text => ({
    en: `The split leaves no group of ${quoted(name)} for training: there are ${n(groups)}. Use smaller shares for validation and test.`,
    ko: `${quoted(name)}의 그룹 ${n(groups)}개 중 학습에 남는 것이 없습니다. 검증과 테스트의 비율을 줄이세요.`,
  }),
  noPart: (name: string, value: string, line: number | null, words: readonly string[]): Text => ({
    en: `column of the split: ${quoted(name)} has ${quoted(value)}${onLine(line)}; expected one of ${words.join(', ')}.`,
    ko: `분할의 column: ${quoted(name)}에${atLine(line)} ${quoted(value)}이(가) 있습니다. ${words.join(', ')} 중 하나여야 합니다.`,
  }),
  preparing: (column: string, number: number, count: number): Text => ({
    en: `Preparing column ${n(number)} of ${n(count)}: ${quoted(column)}`,
    ko: `열 ${n(count)}개 중 ${n(number)}번째 준비하는 중: ${quoted(column)}`,
  }),
  writing: { en: 'Writing the prepared rows', ko: '준비한 행을 저장하는 중' },
}
