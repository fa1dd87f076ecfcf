/** The sentences of a suggestion. */
import type { Text } from '../../text.ts'
import type { LabelList } from '../labels.ts'
import type { Reason } from './reasons.ts'

const text = (en: string, ko: string): Text => ({ en, ko })
const n = (value: number): string => value.toLocaleString('en-US')
/** A name or value of a file: shortened, in quotes. */
const quoted = (name: string): string => `“${name.length > 60 ? `${name.slice(0, 59)}…` : name}”`
const listed = (names: readonly string[]): string =>
  [...names.slice(0, 5).map(quoted), ...(names.length > 5 ? ['…'] : [])].join(', ')
const percent = (share: number): string => `${(share * 100).toFixed(1)} %`
const counted = (count: number, one: string, many = `${one}s`): string =>
  `${n(count)} ${count === 1 ? one : many}`

/** A sentence within another one. */
export const clause = (sentence: string): string => sentence.replace(/\.$/, '')

/** Why a column is left out, beside its name. */
export const reasonTexts: Readonly<Record<Reason, Text>> = {
  row_number: text('row number', '행 번호'),
  id: text('an id', '식별자(id)'),
  constant: text('one value only', '값이 하나뿐'),
  missing: text('empty', '모두 비어 있음'),
  date: text('date: its parts are one step away', '날짜: 단계를 더하면 부분을 쓸 수 있음'),
  text: text('free text', '자유 텍스트'),
  few_rows: text('many categories of few rows', '범주마다 행이 적음'),
  picture: text('paths of pictures', '그림 파일 경로'),
  leak: text('repeats the target', '목표와 같은 내용'),
  split: text('decides the split', '분할 기준'),
}

/** Groups of reasons in the sentence: how one and how several columns are called. */
const GROUPS: readonly {
  readonly reasons: readonly Reason[]
  /** Of one column, of several. */
  readonly en: readonly [one: string, many: string]
  readonly ko: string
}[] = [
  {
    reasons: ['row_number', 'id'],
    en: ['is a row number or id', 'are row numbers or ids'],
    ko: '행 번호나 id',
  },
  { reasons: ['leak'], en: ['repeats the target', 'repeat the target'], ko: '목표와 같은 내용' },
  { reasons: ['constant'], en: ['is constant', 'are constant'], ko: '값이 하나뿐인 열' },
  { reasons: ['missing'], en: ['is empty', 'are empty'], ko: '빈 열' },
  { reasons: ['date'], en: ['is a date', 'are dates'], ko: '날짜' },
  { reasons: ['text'], en: ['is free text', 'are free text'], ko: '자유 텍스트' },
  {
    reasons: ['few_rows'],
    en: ['has many categories of few rows', 'have many categories of few rows'],
    ko: '범주마다 행이 적은 열',
  },
  { reasons: ['split'], en: ['decides the split', 'decide the split'], ko: '분할 기준' },
  { reasons: ['picture'], en: ['has paths of pictures', 'have paths of pictures'], ko: '그림 경로' },
]

export interface SummaryFacts {
  readonly targets: readonly string[]
  readonly columns: readonly { readonly role: string; readonly reason: Reason | null }[]
  readonly rowsWithoutTarget: number
}

/** “To predict “Species”, learn from 9 columns; leave out 7: 3 are row numbers or ids, 2 are constant.” */
export function summaryOf({ targets, columns, rowsWithoutTarget }: SummaryFacts): Text {
  const features = columns.filter(({ role }) => role === 'feature').length
  const ignored = columns.filter(({ role }) => role === 'ignore')
  const groups = GROUPS.map((group) => ({
    ...group,
    count: ignored.filter(({ reason }) => reason !== null && group.reasons.includes(reason)).length,
  })).filter(({ count }) => count > 0)
  const because = {
    en: groups.map(({ count, en: [one, many] }) => `${n(count)} ${count === 1 ? one : many}`).join(', '),
    ko: groups.map(({ count, ko }) => `${ko} ${n(count)}개`).join(', '),
  }
  const names = listed(targets)
  const leaving =
    ignored.length === 0
      ? text('', '')
      : text(
          `; leave out ${n(ignored.length)}${because.en && `: ${because.en}`}`,
          `, ${n(ignored.length)}개는 뺍니다${because.ko && `(${because.ko})`}`,
        )
  const sentence = text(
    features === 0
      ? `There is no column to learn ${names} from${leaving.en}.`
      : `To predict ${names}, learn from ${counted(features, 'column')}${leaving.en}.`,
    features === 0
      ? `${names}을(를) 예측할 때 배울 열이 없습니다${leaving.ko}.`
      : `${names} 예측: 열 ${n(features)}개로 학습하고${leaving.ko || ', 빼는 열은 없습니다'}.`,
  )
  if (rowsWithoutTarget === 0) return sentence
  return text(
    `${sentence.en} ${counted(rowsWithoutTarget, 'row')} without ${quoted(targets[0]!)} ${rowsWithoutTarget === 1 ? 'is' : 'are'} left out.`,
    `${sentence.ko} ${quoted(targets[0]!)} 값이 없는 ${n(rowsWithoutTarget)}행은 뺍니다.`,
  )
}

// ── problems, each with what can be done ─────────────────────────────────────────────────────────────────────────

export const problemTexts = {
  noFeatures: text(
    'No column is left to learn from. Give one the role “feature”.',
    '배울 열이 남지 않았습니다. 열 하나의 역할을 “feature”로 정하세요.',
  ),
  noTarget: (name: string) =>
    text(
      `The table has no column ${quoted(name)} to predict. Choose another target.`,
      `표에 예측할 ${quoted(name)} 열이 없습니다. 다른 목표를 고르세요.`,
    ),
  unknownColumns: (names: readonly string[]) =>
    text(
      `The table does not have ${listed(names)}, which this document uses: another file had ${names.length === 1 ? 'it' : 'them'}. Use suggestions goes on without; what is set for ${names.length === 1 ? 'it' : 'them'} stays until you remove it.`,
      `이 문서가 쓰는 ${listed(names)} 열이 표에 없습니다. 다른 파일의 열입니다. “제안대로 설정”은 이 열 없이 진행하고, 이 열에 정한 설정은 지울 때까지 남습니다.`,
    ),
  targetDate: (name: string) =>
    text(
      `The target ${quoted(name)} is a date, which is neither a class nor a number. Add the step days_since to it, or choose another target.`,
      `목표 ${quoted(name)}은(는) 날짜라서 클래스도 숫자도 아닙니다. days_since 단계를 더하거나 다른 목표를 고르세요.`,
    ),
  targetText: (name: string) =>
    text(
      `The target ${quoted(name)} is free text: nearly every row has its own. Choose another target.`,
      `목표 ${quoted(name)}은(는) 행마다 거의 다른 자유 텍스트입니다. 다른 목표를 고르세요.`,
    ),
  targetConstant: (name: string) =>
    text(
      `The target ${quoted(name)} has the same value in every row, so that there is nothing to learn. Choose another target.`,
      `목표 ${quoted(name)}의 값이 모든 행에서 같아 배울 것이 없습니다. 다른 목표를 고르세요.`,
    ),
  targetId: (name: string) =>
    text(
      `The target ${quoted(name)} has another value in nearly every row, as ids and row numbers do. Choose another target if it is one.`,
      `목표 ${quoted(name)}의 값이 행마다 거의 달라서 id나 행 번호로 보입니다. 그렇다면 다른 목표를 고르세요.`,
    ),
  classMarker: (name: string, classes: readonly string[], rows: number) =>
    text(
      `${listed(classes)} in ${counted(rows, 'row')} of the target ${quoted(name)}: other columns have it where a value is missing. Once the suggestion is accepted, it is no class and these rows are left out; if it is one, set na_values yourself.`,
      `목표 ${quoted(name)}의 ${n(rows)}행에 있는 ${listed(classes)}은(는) 다른 열에서 빈 값을 뜻합니다. 제안을 적용하면 클래스로 보지 않고 그 행을 뺍니다. 클래스가 맞다면 na_values를 직접 정하세요.`,
    ),
  leak: (name: string, target: string) =>
    text(
      `Possible leak: each value of ${quoted(name)} occurs with one value of ${quoted(target)} only, so that it gives the target away. Leave it out unless it is known before ${quoted(target)} is.`,
      `정보 누출 가능성: ${quoted(name)}의 값마다 ${quoted(target)} 값이 하나뿐이라 목표가 그대로 드러납니다. ${quoted(target)}보다 먼저 알 수 있는 값이 아니라면 빼세요.`,
    ),
  leakCorrelation: (name: string, target: string) =>
    text(
      `Possible leak: ${quoted(name)} and ${quoted(target)} lie on one line (correlation ±1). Leave it out unless it is known before ${quoted(target)} is.`,
      `정보 누출 가능성: ${quoted(name)}과(와) ${quoted(target)}이(가) 한 직선 위에 있습니다(상관계수 ±1). 목표보다 먼저 알 수 있는 값이 아니라면 빼세요.`,
    ),
  onlyRowNumber: (name: string) =>
    text(
      `${quoted(name)} counts the rows and is the only column to learn from. If it is just a row number, there is nothing to learn.`,
      `${quoted(name)}은(는) 행을 세는 값인데 배울 열이 이것뿐입니다. 단순한 행 번호라면 배울 것이 없습니다.`,
    ),
  constant: (name: string) =>
    text(
      `${quoted(name)} has one value only and says nothing. Leave it out.`,
      `${quoted(name)}은(는) 값이 하나뿐이라 아무것도 알려 주지 않습니다. 빼세요.`,
    ),
  imbalance: (
    target: string,
    rare: { readonly text: string; readonly count: number },
    frequent: { readonly text: string; readonly count: number },
    rows: number,
  ) =>
    text(
      `Only ${n(rare.count)} of ${n(rows)} rows have ${quoted(target)} = ${quoted(rare.text)}. Accuracy alone misleads: always saying ${quoted(frequent.text)} is right in ${percent(frequent.count / rows)} of the rows. Add the metrics Precision and Recall, set class_weight to balanced, or find more such rows.`,
      `${n(rows)}행 중 ${n(rare.count)}행만 ${quoted(target)} = ${quoted(rare.text)}입니다. 항상 ${quoted(frequent.text)}(이)라고만 해도 ${percent(frequent.count / rows)}가 맞으므로 정확도만 보면 오해하기 쉽습니다. Precision과 Recall 지표를 더하거나, class_weight를 balanced로 정하거나, 그런 행을 더 모으세요.`,
    ),
  rareInPart: (target: string, name: string, count: number, validation: number, test: number) =>
    text(
      `${quoted(target)} = ${quoted(name)} has ${counted(count, 'row')}: the split leaves about ${n(validation)} for validation and ${n(test)} for the test. Make these parts larger, or find more such rows.`,
      `${quoted(target)} = ${quoted(name)}은(는) ${n(count)}행뿐이라 분할하면 검증에 약 ${n(validation)}행, 테스트에 약 ${n(test)}행이 갑니다. 두 부분을 키우거나 그런 행을 더 모으세요.`,
    ),
  singleton: (target: string, names: readonly string[]) =>
    text(
      `${listed(names)} of ${quoted(target)} ${names.length === 1 ? 'has a single row' : 'have a single row each'}. scikit-learn refuses to stratify then, so that the split ignores the classes. Leave such rows out of the file, or join the class with another one.`,
      `${quoted(target)}의 ${listed(names)}은(는) 행이 하나뿐입니다. 이때 scikit-learn은 층화를 거부하므로 클래스를 고려하지 않고 나눕니다. 파일에서 그 행을 빼거나 다른 클래스와 합치세요.`,
    ),
  sentinel: (name: string, value: number, count: number, min: number, max: number) =>
    text(
      `${quoted(name)}: ${value} stands in ${counted(count, 'row')}, far from the usual ${min} to ${max}. If it means “missing”, add it to na_values.`,
      `${quoted(name)}: ${n(count)}행의 값이 ${value}(으)로, 보통의 ${min}~${max}와 멀리 떨어져 있습니다. 빈 값을 뜻한다면 na_values에 더하세요.`,
    ),
  multiLabel: (name: string, { sep, labels, distinct }: LabelList, combinations: number) =>
    text(
      `The cells of ${quoted(name)} list labels, divided by ${quoted(sep)}: ${listed(labels.map((label) => label.text))}. With the suggestions, a row may have any of the ${n(distinct)} labels. Remove the step multi_label to learn the ${n(combinations)} combinations as classes.`,
      `${quoted(name)}의 셀에 ${quoted(sep)}(으)로 나눈 레이블이 여러 개 있습니다: ${listed(labels.map((label) => label.text))}. 제안을 적용하면 레이블 ${n(distinct)}개를 각각 학습합니다. 조합 ${n(combinations)}가지를 클래스로 학습하려면 multi_label 단계를 빼세요.`,
    ),
  separateLabels: (names: readonly string[]) =>
    text(
      `The targets ${listed(names)} hold 0 and 1, and each needs an Output of its own. To learn them as one multi-label target with one Output, give them the role “label”.`,
      `목표 ${listed(names)}의 값이 0과 1이고, 목표마다 Output이 하나씩 있어야 합니다. Output 하나로 다중 레이블 목표를 학습하려면 역할을 “레이블”로 정하세요.`,
    ),
  badCells: (name: string, count: number, type: Text, first: string, line: number | null) =>
    text(
      `${quoted(name)}: ${counted(count, 'cell')} ${count === 1 ? 'is' : 'are'} not ${type.en}, first ${quoted(first)}${line === null ? '' : ` in line ${n(line)}`}; with the suggestions they count as missing. Mend them in the file, or change the type of the column.`,
      `${quoted(name)}: 셀 ${n(count)}개가 ${type.ko}이(가) 아닙니다. 처음은 ${line === null ? '' : `${n(line)}번째 줄의 `}${quoted(first)}이고, 제안을 쓰면 빈 값으로 봅니다. 파일에서 고치거나 열의 종류를 바꾸세요.`,
    ),
  ambiguous: (
    field: string,
    value: string,
    reason: Text | null,
    alternatives: readonly { readonly value: string; readonly meaning: Text }[],
  ) => {
    const others = (language: keyof Text) =>
      alternatives.map((other) => `${other.value} (${clause(other.meaning[language])})`).join(', ')
    return text(
      `${field}: read as ${value}${reason ? ` (${clause(reason.en)})` : ''}, but the file can also be read with ${others('en')}. Set ${field} to decide.`,
      `${field}: ${value}${reason ? `(${clause(reason.ko)})` : ''}(으)로 읽었지만 ${others('ko')}(으)로도 읽을 수 있습니다. ${field}을(를) 정해 주세요.`,
    )
  },
  duplicates: (count: number, rows: number) =>
    text(
      `${counted(count, 'row')} of ${n(rows)} repeat${count === 1 ? 's' : ''} an earlier one. A row that is in two parts makes the result look better than it is.`,
      `${n(rows)}행 중 ${n(count)}행이 앞의 행과 같습니다. 같은 행이 두 부분에 들어가면 결과가 실제보다 좋아 보입니다.`,
    ),
} as const

export const typeTexts = {
  number: text('a number', '숫자'),
  boolean: text('one of two values', '두 값 중 하나'),
  date: text('a date', '날짜'),
  category: text('a category', '범주'),
  text: text('a text', '텍스트'),
} as const
