/** Python source as people format it: literals that are valid whatever they hold, calls broken over lines as black breaks
 *  them at 88 columns. */
import type { NodeId } from '../document/document.ts'
import { type Line, linesFor } from './lines.ts'

const WIDTH = 88

/** A piece of Python: finished text, or something in brackets that can be broken over lines. */
export type Py = string | Bracketed
interface Bracketed {
  readonly open: string
  readonly items: readonly Py[]
  readonly close: string
  /** Brackets right after it: `layers.Dense(3)` is called with `(x)`. */
  readonly next?: Bracketed
  /** Comments on the lines before it. */
  readonly remarks?: readonly string[]
  /** It stands for this node of the drawing. */
  readonly node?: NodeId
}

/** With comments on the lines before it. */
export const remarked = (value: Py, remarks: readonly string[]): Py =>
  remarks.length === 0
    ? value
    : { ...(typeof value === 'string' ? { open: value, items: [], close: '' } : value), remarks }

const hasRemarks = (value: Py): boolean =>
  typeof value !== 'string' &&
  (value.remarks !== undefined ||
    value.items.some(hasRemarks) ||
    (value.next ? hasRemarks(value.next) : false))

export const call = (callee: string, ...args: readonly Py[]): Py => ({
  open: `${callee}(`,
  items: args,
  close: ')',
})
export const list = (items: readonly Py[]): Py => ({ open: '[', items, close: ']' })
export const tuple = (items: readonly Py[]): Py =>
  items.length === 1 ? `(${flat(items[0]!)},)` : { open: '(', items, close: ')' }

/** `{"name": value}`. */
export const dict = (entries: readonly (readonly [string, Py])[]): Py => ({
  open: '{',
  items: entries.map(([name, value]) => after(`${text(name)}: `, value)),
  close: '}',
})
const after = (before: string, value: Py): Py =>
  typeof value === 'string' ? before + value : { ...value, open: before + value.open }

/** `name=value`. */
export const keyword = (name: string, value: Py): Py => after(`${name}=`, value)

/** The value called: `layers.Dense(3)` and `(x)`. */
export const called = (value: Py, argument: Py): Py =>
  typeof value === 'string'
    ? call(value, argument)
    : { ...value, next: { open: '(', items: [argument], close: ')' } }

/** The value, known to stand for a node of the drawing. */
export const marked = (value: Py, node: NodeId): Py =>
  typeof value === 'string' ? value : { ...value, node }

/** One statement, `before` in front of the expression: `statement(call('f', 'x'), 'y = ')`. */
export const statement = (value: Py, before = '', indent = ''): string[] =>
  markedStatement(value, before, indent).map(({ text }) => text)

/** The same with the nodes that each line stands for. */
export const markedStatement = (value: Py, before = '', indent = ''): Line[] =>
  lines(value, indent, before, '')

const nodesIn = (value: Py): NodeId[] =>
  typeof value === 'string'
    ? []
    : [
        ...(value.node === undefined ? [] : [value.node]),
        ...value.items.flatMap(nodesIn),
        ...(value.next ? nodesIn(value.next) : []),
      ]

/** On one line. */
export const flat = (value: Py): string =>
  typeof value === 'string'
    ? value
    : value.open + value.items.map(flat).join(', ') + value.close + (value.next ? flat(value.next) : '')

/** As black does it: one line if it fits; else what is in the brackets on one line; else each item on its own, with a comma. */
function lines(value: Py, indent: string, before: string, after: string): Line[] {
  if (typeof value !== 'string' && value.remarks) {
    const { remarks, ...rest } = value
    const above = remarks.map((remark) => indent + remark)
    return [...linesFor(nodesIn(rest), above), ...lines(rest, indent, before, after)]
  }
  const whole = indent + before + flat(value) + after
  if (typeof value === 'string' || (width(whole) <= WIDTH && !hasRemarks(value)))
    return linesFor(nodesIn(value), [whole])
  const found = apart(value, indent, before, after)
  return value.node === undefined
    ? found
    : linesFor(
        [value.node],
        found.map(({ text }) => text),
      )
}

/** Over several lines. */
function apart(value: Bracketed, indent: string, before: string, after: string): Line[] {
  if (!value.next) return broken(value, indent, before, after)
  // The last brackets are broken first, if what stands before them fits.
  const { next, ...made } = value
  const head = before + flat(made)
  if (width(indent + head + next.open) <= WIDTH || made.items.length === 0)
    return lines(next, indent, head, after)
  return [...broken(made, indent, before, '').slice(0, -1), ...lines(next, indent, made.close, after)]
}

/** What is in the brackets on lines of its own. */
function broken(value: Bracketed, indent: string, before: string, after: string): Line[] {
  if (value.items.length === 0) return linesFor([], [indent + before + flat(value) + after])
  const inner = `${indent}    `
  const [first, last] = linesFor([], [indent + before + value.open, indent + value.close + after])
  const body = inner + value.items.map(flat).join(', ')
  if (width(body) <= WIDTH && !hasRemarks(value))
    return [first!, ...linesFor(value.items.flatMap(nodesIn), [body]), last!]
  // Several things stand one to a line, each with a comma; a lone one needs none.
  const comma = value.items.length > 1 ? ',' : ''
  return [first!, ...value.items.flatMap((item) => lines(item, inner, '', comma)), last!]
}

/** black counts the columns of a terminal; names from other scripts can only stand in strings and comments. */
const width = (text: string): number =>
  [...text].reduce(
    (n, c) =>
      n +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u.test(
        c,
      )
        ? 2
        : 1),
    0,
  )

/**
 * A Python string literal of exactly this text. Letters of every script stay readable; what cannot be seen (controls, marks
 * that turn the writing direction, halves of surrogate pairs) is escaped.
 */
export function text(value: string): string {
  const times = (mark: string) => value.split(mark).length
  const quote = times('"') > times("'") ? "'" : '"'
  const body = [...value].map((c) => character(c, quote)).join('')
  return quote + body + quote
}

const SHORT: { readonly [c: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function character(c: string, quote: string): string {
  if (c === quote) return `\\${c}`
  const short = Object.hasOwn(SHORT, c) ? SHORT[c] : undefined
  if (short) return short
  if (c === ' ' || /[^\p{C}\p{Z}]/u.test(c)) return c
  const code = c.codePointAt(0)!
  const hex = code.toString(16)
  return code < 0x100
    ? `\\x${hex.padStart(2, '0')}`
    : code < 0x10000
      ? `\\u${hex.padStart(4, '0')}`
      : `\\U${hex.padStart(8, '0')}`
}

/** A comment's words on one line: nothing in them can end the comment or be invisible. */
export const comment = (words: string): string => words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()

/** A number with a point or an exponent, as people write a float in Python: 0.1, 1.0, 1e-5. */
export function float(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1e-4
  const shown = (small ? value.toExponential() : String(value)).replace('e+', 'e')
  return /[.e]/.test(shown) ? shown : `${shown}.0`
}

export const bool = (value: boolean): string => (value ? 'True' : 'False')
