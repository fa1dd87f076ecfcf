/** Decides over all rows what a column holds, and whether it must be read again in another way. */
import type { ColumnType } from '../../../../shared/data/columns.ts'
import type { TextCount } from '../../../../shared/data/table-profile.ts'
import type { BooleanWords } from '../../../../shared/data/table-reading.ts'
import { isMarker, isTextMarker } from '../table/markers.ts'
import { numberParser } from '../table/number-format.ts'
import type { StoredColumn } from '../table/stored-table.ts'
import { MAX_BAD, NumberColumn, type TextColumn } from './cell-columns.ts'
import { BOOLEAN_WORDS } from './cell-kind.ts'
import { areCodes, type ColumnPlan, dateFormat, hasFormat } from './plan-columns.ts'
import { findUnit, MIN_SHARE, type NumberMarks } from './sniff-numbers.ts'

/** Up to so many distinct texts are categories whatever the number of rows. */
const MAX_FEW = 50
/** Words of a boolean whose type is set. */
const MORE_WORDS = { false: ['f', 'n', 'off', '0'], true: ['t', 'y', 'on', '1'] }

export type Facts = Omit<StoredColumn, 'name' | 'header' | 'badSegment'>
export type Verdict = { readonly facts: Facts } | { readonly plan: ColumnPlan }

export interface Question {
  readonly plan: ColumnPlan
  /** The type that the document sets. */
  readonly type: ColumnType | null
  readonly rows: number
  readonly marks: NumberMarks
  /** The format of dates that the document sets. */
  readonly setFormat: string | null
  /** Texts that the document counts as missing. */
  readonly naValues: readonly string[] | null
  /** Plans that were tried before. */
  readonly tried: readonly ColumnPlan[]
}

export const judge = (column: NumberColumn | TextColumn, question: Question): Verdict =>
  column instanceof NumberColumn ? judgeNumbers(column, question) : judgeTexts(column, question)

function judgeNumbers(column: NumberColumn, { plan, type, rows }: Question): Verdict {
  const missing = column.withoutNumber - column.bad
  const isTooBad = column.bad > (rows - missing) * (1 - MIN_SHARE) || column.bad > MAX_BAD
  if (type === null && (isTooBad || column.inexact !== null))
    return { plan: { kind: 'text', reason: column.inexact === null ? 'bad' : 'inexact' } }
  const numberType = plan.kind === 'date' ? 'date' : 'number'
  const marked = [...column.markers].map(([text, count]) => ({ text, count }))
  const empty = missing - marked.reduce((sum, { count }) => sum + count, 0)
  return {
    facts: {
      type: numberType,
      foundType: isTooBad || column.inexact !== null ? 'category' : numberType,
      storage: 'numbers',
      textsFrom: null,
      dictionary: null,
      markers: byCount([...marked, ...(empty > 0 ? [{ text: '', count: empty }] : [])]),
      badCells: { count: column.bad, first: column.first },
      unit: plan.kind === 'number' ? plan.unit : null,
      isPadded: false,
      words: null,
      dateFormat: plan.kind === 'date' ? plan.format : null,
    },
  }
}

const byCount = (texts: readonly TextCount[]): TextCount[] => texts.toSorted((a, b) => b.count - a.count)

function judgeTexts(column: TextColumn, question: Question): Verdict {
  const { type, naValues, tried, plan, rows } = question
  const counted = column.interner.texts().map((text, i) => ({ text, count: column.counts[i] ?? 0 }))
  const present = counted.filter(({ text }) => !isMarker(text))
  const isMissing = (text: string) => text === '' || (naValues ? naValues.includes(text) : isTextMarker(text))
  const found = foundTypeOf(present, column, question)
  const wasTried = (kind: ColumnPlan['kind']) => tried.some((each) => each.kind === kind)
  if (type === null && !(plan.kind === 'text' && plan.reason === 'codes')) {
    if (found.type === 'number' && !wasTried('number')) return { plan: { kind: 'number', unit: found.unit } }
    if (found.type === 'date' && !wasTried('date')) return { plan: { kind: 'date', format: found.format! } }
  }
  const isFallback = found.type === 'number' || found.type === 'date'
  const usedType = type ?? (isFallback ? textType(present.length, column, rows) : found.type)
  const words = usedType === 'boolean' ? wordsOf(present.map(({ text }) => text)) : null
  const isWord = (text: string) => words !== null && (words.true.includes(text) || words.false.includes(text))
  const isBad = (text: string) =>
    words !== null && !isWord(text) && !(naValues ? isMissing(text) : isMarker(text))
  const bad = counted
    .map((each, i) => ({ ...each, row: column.firstRows[i]! }))
    .filter(({ text }) => isBad(text))
  const markers = counted.filter(({ text }) =>
    words === null ? isMissing(text) : !isWord(text) && !isBad(text),
  )
  return {
    facts: {
      type: usedType,
      foundType: found.type,
      storage: 'codes',
      textsFrom: column.textsFrom,
      dictionary: counted,
      markers: byCount(withUncoded(markers, column)),
      badCells: {
        count: bad.reduce((sum, { count }) => sum + count, 0),
        first: bad.slice(0, 20).map(({ row, text }) => ({ row, line: null, text: text.slice(0, 200) })),
      },
      unit: null,
      isPadded: column.isPadded,
      words,
      dateFormat: null,
    },
  }
}

/** Adds those of the blocks that are not coded. */
function withUncoded(markers: readonly TextCount[], { uncodedMarkers }: TextColumn): TextCount[] {
  const counts = new Map(markers.map(({ text, count }) => [text, count]))
  for (const [text, count] of uncodedMarkers) counts.set(text, (counts.get(text) ?? 0) + count)
  return [...counts].map(([text, count]) => ({ text, count }))
}

function foundTypeOf(
  present: readonly TextCount[],
  column: TextColumn,
  { rows, marks, setFormat }: Question,
) {
  // The rows of most texts are not counted where they are not coded.
  const weightOf = ({ count }: TextCount) => (column.textsFrom === null ? count : 1)
  const total = present.reduce((sum, each) => sum + weightOf(each), 0)
  const texts = present.map(({ text }) => text)
  const shareOf = (fits: (text: string) => boolean) =>
    present.reduce((sum, each) => sum + (fits(each.text) ? weightOf(each) : 0), 0) / Math.max(1, total)
  const unit = findUnit(texts)
  const parse = numberParser({ ...marks, unit })
  const none = { unit: null, format: null }
  if (total === 0) return { type: 'category' as const, ...none }
  if (setFormat !== null && hasFormat(texts, setFormat))
    return { type: 'date' as const, unit: null, format: setFormat }
  if (!areCodes(texts) && shareOf((text) => !Number.isNaN(parse(text))) >= MIN_SHARE)
    return { type: 'number' as const, unit, format: null }
  const format = dateFormat(texts, MIN_SHARE, null)
  if (format !== null) return { type: 'date' as const, unit: null, format }
  const isBoolean = column.textsFrom === null && texts.every((text) => isOneOf(BOOLEAN_WORDS, text))
  if (isBoolean) return { type: 'boolean' as const, ...none }
  return { type: textType(present.length, column, rows), ...none }
}

const isOneOf = (
  words: { readonly false: readonly string[]; readonly true: readonly string[] },
  text: string,
) => words.false.includes(text.toLowerCase()) || words.true.includes(text.toLowerCase())

/** Texts repeat in a category. */
const textType = (distinct: number, column: TextColumn, rows: number): 'category' | 'text' =>
  column.textsFrom !== null || (distinct > MAX_FEW && distinct > rows / 2) ? 'text' : 'category'

function wordsOf(texts: readonly string[]): BooleanWords {
  const having = (value: 'false' | 'true') => {
    const words: readonly string[] = [...BOOLEAN_WORDS[value], ...MORE_WORDS[value]]
    return texts.filter((text) => words.includes(text.toLowerCase())).sort()
  }
  return { false: having('false'), true: having('true') }
}
