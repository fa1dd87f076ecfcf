/** A strict, bounded JSON parser. It refuses with line and column what JSON.parse accepts silently: a duplicate key, `__proto__`, a
 *  number that loses digits, unlimited nesting. RFC 8259. */
import type { Json } from '../json.ts'
import { ProblemError, problem } from '../problem.ts'
import type { Text } from '../text.ts'

export interface Limits {
  readonly characters: number
  readonly depth: number
  /** Values in total, and entries of one object or list. */
  readonly values: number
  readonly entries: number
  readonly string: number
}

/** Keys that allow prototype pollution when objects are merged. */
export const FORBIDDEN_KEYS: readonly string[] = ['__proto__', 'constructor', 'prototype']

const formatCount = (n: number) => n.toLocaleString('en-US')
const SPACE = /[ \t\n\r]*/y
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y
const LITERAL = /[A-Za-z_]+/y
const LITERALS = new Map<string, Json>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** Parses JSON text.
 *  @throws ProblemError `file_json` with line and column */
export function parseJson(text: string, limits: Limits): Json {
  if (text.length > limits.characters)
    throw new ProblemError([
      problem('file_too_big', {
        en: `The text has ${formatCount(text.length)} characters; the limit is ${formatCount(limits.characters)}.`,
        ko: `글자가 ${formatCount(text.length)}개입니다. ${formatCount(limits.characters)}개까지만 읽습니다.`,
      }),
    ])
  let index = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let values = 0

  const fail = (position: number, message: Text): never => {
    throw new ProblemError([problem('file_json', locate(text, position, message))])
  }
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = index
    const found = pattern.exec(text)
    if (found) index = pattern.lastIndex
    return found
  }
  const expected = (en: string, ko: string): never => {
    if (index >= text.length)
      return fail(index, {
        en: `the text ends too early; expected ${en}. It was cut off: save or copy it again, or use a backup`,
        ko: `텍스트가 중간에 끝났습니다. ${ko} 있어야 합니다. 잘린 내용이니 다시 저장하거나 복사하거나 백업을 쓰세요`,
      })
    const found = JSON.stringify(String.fromCodePoint(text.codePointAt(index)!))
    return fail(index, {
      en: `expected ${en}, found ${found}`,
      ko: `${ko} 있어야 하는데 ${found}이(가) 있습니다`,
    })
  }
  const string = (): string => {
    const start = index++
    let escaped = false
    for (let code = text.charCodeAt(index); code !== 0x22; code = text.charCodeAt(index)) {
      if (!(code >= 0x20)) expected('the closing quote of a text', '문자열을 닫는 따옴표가')
      if (code !== 0x5c) index++
      else if (match(ESCAPE)) escaped = true
      else expected('a character that JSON can escape', 'JSON에서 쓸 수 있는 글자가')
      if (index - start > 6 * limits.string + 2) tooLong(start)
    }
    const raw = text.slice(start, ++index)
    const value = escaped ? (JSON.parse(raw) as string) : raw.slice(1, -1)
    if (value.length > limits.string) tooLong(start)
    return value
  }
  const tooLong = (start: number) =>
    fail(start, {
      en: `a text of more than ${formatCount(limits.string)} characters`,
      ko: `${formatCount(limits.string)}자를 넘는 문자열`,
    })
  const number = (): number => {
    const start = index
    const found = match(NUMBER)
    if (!found) return expected('a number', '숫자가')
    const value = Number(found[0])
    const isInteger = !found[1] && !found[2]
    if (!Number.isFinite(value) || (isInteger && value !== 0 && String(value) !== found[0]))
      fail(start, {
        en: `${found[0].slice(0, 40)} is too large to be stored exactly`,
        ko: `${found[0].slice(0, 40)}: 너무 커서 정확히 저장할 수 없는 숫자입니다`,
      })
    return value === 0 ? 0 : value
  }
  const literal = (): Json => {
    const start = index
    const found = match(LITERAL)
    if (!found) return expected('a value', '값이')
    const value = LITERALS.get(found[0])
    if (value !== undefined) return value
    if (index >= text.length && [...LITERALS.keys()].some((known) => known.startsWith(found[0])))
      return expected('a value', '값이')
    return fail(start, {
      en: `${found[0].slice(0, 40)} is not a JSON value`,
      ko: `${found[0].slice(0, 40)}: JSON에 없는 값입니다`,
    })
  }
  const checkDepth = (depth: number): void => {
    if (depth > limits.depth)
      fail(index, {
        en: `more than ${limits.depth} nested lists or objects`,
        ko: `목록과 객체가 ${limits.depth}겹을 넘습니다`,
      })
  }
  const checkEntryCount = (entries: number): void => {
    if (entries > limits.entries)
      fail(index, {
        en: `more than ${formatCount(limits.entries)} entries in one place`,
        ko: `한 곳에 항목이 ${formatCount(limits.entries)}개를 넘습니다`,
      })
  }
  /** Consumes a comma or the closing bracket; true after a comma. */
  const hasMore = (close: string): boolean => {
    match(SPACE)
    const character = text[index]
    if (character !== ',' && character !== close) expected(`a comma or ${close}`, `쉼표나 ${close} 가`)
    index++
    match(SPACE)
    return character === ','
  }
  const object = (depth: number): Json => {
    checkDepth(depth)
    const entries: Record<string, Json> = {}
    index++
    match(SPACE)
    if (text[index] === '}') {
      index++
      return entries
    }
    let size = 0
    do {
      const start = index
      if (text[index] !== '"') expected('a key in double quotes', '큰따옴표로 묶은 키가')
      const key = string()
      const shown = JSON.stringify(key.slice(0, 80))
      if (FORBIDDEN_KEYS.includes(key))
        fail(start, { en: `the key ${shown} is not allowed`, ko: `${shown} 키는 쓸 수 없습니다` })
      if (Object.hasOwn(entries, key))
        fail(start, { en: `the key ${shown} is given twice`, ko: `${shown} 키가 두 번 나옵니다` })
      checkEntryCount(++size)
      match(SPACE)
      if (text[index] !== ':') expected('a colon', '콜론이')
      index++
      entries[key] = value(depth)
    } while (hasMore('}'))
    return entries
  }
  const list = (depth: number): Json => {
    checkDepth(depth)
    const items: Json[] = []
    index++
    match(SPACE)
    if (text[index] === ']') {
      index++
      return items
    }
    do {
      checkEntryCount(items.length + 1)
      items.push(value(depth))
    } while (hasMore(']'))
    return items
  }
  const value = (depth: number): Json => {
    match(SPACE)
    if (++values > limits.values)
      fail(index, {
        en: `more than ${formatCount(limits.values)} values in all`,
        ko: `값이 모두 ${formatCount(limits.values)}개를 넘습니다`,
      })
    const character = text[index]
    if (character === '{') return object(depth + 1)
    if (character === '[') return list(depth + 1)
    if (character === '"') return string()
    return character !== undefined && (character === '-' || (character >= '0' && character <= '9'))
      ? number()
      : literal()
  }

  const result = value(0)
  match(SPACE)
  if (index < text.length)
    fail(index, { en: 'there is more text after the end', ko: '끝난 뒤에 텍스트가 더 있습니다' })
  return result
}

function locate(text: string, at: number, message: Text): Text {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  return {
    en: `Line ${line}, column ${column}: ${message.en}.`,
    ko: `${line}번째 줄 ${column}번째 글자: ${message.ko}.`,
  }
}
