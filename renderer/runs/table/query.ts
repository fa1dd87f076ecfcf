/** The search of the table of runs: words, `/regular expressions/`, and conditions on figures and settings such as `val_accuracy>0.88`,
 *  `optimizer=adam` or `tag:baseline`. All have to hold. Pure. */
import type { Text } from '../../../shared/text.ts'
import { groupOf, type RunRow, runValue, titleOf } from './run-values.ts'

export type Condition = (run: RunRow) => boolean
export type Query =
  | { readonly ok: true; readonly matches: Condition }
  | { readonly ok: false; readonly why: Text }

const COMPARISON = /^([\p{L}\p{N}_.]+)(<=|>=|!=|<|>|=|:)(.*)$/u
const MAX_PATTERN = 200

export function parseQuery(text: string): Query {
  const conditions: Condition[] = []
  for (const word of wordsOf(text)) {
    const condition = conditionOf(word)
    if ('why' in condition) return { ok: false, why: condition.why }
    conditions.push(condition.matches)
  }
  return { ok: true, matches: (run) => conditions.every((condition) => condition(run)) }
}

/** Separated by blanks; a part in quotes or slashes may contain them. */
const wordsOf = (text: string): readonly string[] =>
  text.match(/\/(?:[^/\\]|\\.)+\/|(?:"[^"]*"|[^\s"])+/g) ?? []

function conditionOf(word: string): { readonly matches: Condition } | { readonly why: Text } {
  if (word.length > 2 && word.startsWith('/') && word.endsWith('/')) return patternOf(word.slice(1, -1))
  const plain = word.replaceAll('"', '')
  const [, name, operator, value] = COMPARISON.exec(plain) ?? []
  if (name === undefined || operator === undefined || value === undefined || value === '')
    return { matches: (run) => haystackOf(run).includes(plain.toLowerCase()) }
  if (name === 'started' && Number.isNaN(Date.parse(value)))
    return {
      why: {
        en: `“${value}” is not a date. Write it as 2026-01-31.`,
        ko: `“${value}”은(는) 날짜가 아닙니다. 2026-01-31처럼 쓰세요.`,
      },
    }
  return { matches: comparisonOf(name, operator, value) }
}

function patternOf(source: string): { readonly matches: Condition } | { readonly why: Text } {
  if (source.length > MAX_PATTERN)
    return {
      why: {
        en: `A pattern may have at most ${MAX_PATTERN} characters.`,
        ko: `패턴은 ${MAX_PATTERN}자까지 쓸 수 있습니다.`,
      },
    }
  try {
    const pattern = new RegExp(source, 'imu')
    return { matches: (run) => pattern.test(haystackOf(run)) }
  } catch (error) {
    const reason = (error as Error).message
    return {
      why: { en: `Not a regular expression: ${reason}`, ko: `정규식이 아닙니다: ${reason}` },
    }
  }
}

function comparisonOf(name: string, operator: string, value: string): Condition {
  if (name === 'tag')
    return ({ annotations }) => annotations.tags.some((tag) => tag.toLowerCase() === value.toLowerCase())
  if (name === 'is')
    return (run) =>
      value === 'starred'
        ? run.annotations.starred
        : [run.state, groupOf(run.state)].includes(value.toLowerCase() as RunRow['state'])
  const number = name === 'started' ? Date.parse(value) : Number(value)
  return (run) => {
    const own = runValue(run, name)
    if (own === undefined || own === null) return operator === '!='
    const [left, right] =
      typeof own === 'number' && !Number.isNaN(number)
        ? [own, number]
        : [String(own).toLowerCase(), value.toLowerCase()]
    switch (operator) {
      case '<':
        return left < right
      case '<=':
        return left <= right
      case '>':
        return left > right
      case '>=':
        return left >= right
      case '!=':
        return left !== right
      case ':':
        return String(left).includes(String(right))
      default:
        return left === right
    }
  }
}

const haystacks = new WeakMap<RunRow, string>()

/** Names, tags, note, state and settings of a run in one text. */
function haystackOf(run: RunRow): string {
  const known = haystacks.get(run)
  if (known !== undefined) return known
  const { annotations, info, settings, state } = run
  const text = [
    titleOf(run),
    info.name,
    ...annotations.tags,
    annotations.note,
    state,
    `seed=${info.seed}`,
    ...Object.entries(settings).map(([name, value]) => `${name}=${String(value)}`),
  ]
    .join('\n')
    .toLowerCase()
  haystacks.set(run, text)
  return text
}
