/** Formatted Python source: literals that are valid for any content, and calls broken into lines as black does at 88 columns. */
import type { NodeId } from '../document/document.ts'
import { type Line, linesFor } from './lines.ts'

const WIDTH = 88

/** A Python expression: plain text, or brackets whose content can be broken into lines. */
export type Py = string | Bracketed
interface Bracketed {
  readonly open: string
  readonly items: readonly Py[]
  readonly close: string
  /** Brackets that directly follow: `(x)` after `layers.Dense(3)`. */
  readonly next?: Bracketed
  /** Comments on the lines above. */
  readonly comments?: readonly string[]
  /** The node on the canvas that the expression belongs to. */
  readonly node?: NodeId
}

/** The expression with comments on the lines above it. */
export const withComments = (value: Py, commentLines: readonly string[]): Py =>
  commentLines.length === 0
    ? value
    : {
        ...(typeof value === 'string' ? { open: value, items: [], close: '' } : value),
        comments: commentLines,
      }

const hasComments = (value: Py): boolean =>
  typeof value !== 'string' &&
  (value.comments !== undefined ||
    value.items.some(hasComments) ||
    (value.next ? hasComments(value.next) : false))

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
  items: entries.map(([name, value]) => prepend(`${text(name)}: `, value)),
  close: '}',
})
const prepend = (prefix: string, value: Py): Py =>
  typeof value === 'string' ? prefix + value : { ...value, open: prefix + value.open }

/** `name=value`. */
export const keyword = (name: string, value: Py): Py => prepend(`${name}=`, value)

/** A call of the value: `layers.Dense(3)` and `(x)`. */
export const callOf = (value: Py, argument: Py): Py =>
  typeof value === 'string'
    ? call(value, argument)
    : { ...value, next: { open: '(', items: [argument], close: ')' } }

/** The value, assigned to a node on the canvas. */
export const withNode = (value: Py, node: NodeId): Py =>
  typeof value === 'string' ? value : { ...value, node }

/** The lines of a statement with `prefix` before the expression: `statement(call('f', 'x'), 'y = ')`. */
export const statement = (value: Py, prefix = '', indent = ''): string[] =>
  statementLines(value, prefix, indent).map(({ text }) => text)

/** The same with the nodes that each line belongs to. */
export const statementLines = (value: Py, prefix = '', indent = ''): Line[] =>
  lines(value, indent, prefix, '')

const nodesIn = (value: Py): NodeId[] =>
  typeof value === 'string'
    ? []
    : [
        ...(value.node === undefined ? [] : [value.node]),
        ...value.items.flatMap(nodesIn),
        ...(value.next ? nodesIn(value.next) : []),
      ]

/** The expression on one line, without comments. */
export const flat = (value: Py): string =>
  typeof value === 'string'
    ? value
    : value.open + value.items.map(flat).join(', ') + value.close + (value.next ? flat(value.next) : '')

/** Formats like black: on one line if it fits, otherwise with the content of the brackets on one line, otherwise with one item per line
 *  and trailing commas. */
function lines(value: Py, indent: string, prefix: string, suffix: string): Line[] {
  if (typeof value !== 'string' && value.comments) {
    const { comments: leading, ...rest } = value
    const commentLines = leading.map((remark) => indent + remark)
    return [...linesFor(nodesIn(rest), commentLines), ...lines(rest, indent, prefix, suffix)]
  }
  const singleLine = indent + prefix + flat(value) + suffix
  if (typeof value === 'string' || (width(singleLine) <= WIDTH && !hasComments(value)))
    return linesFor(nodesIn(value), [singleLine])
  const brokenLines = breakExpression(value, indent, prefix, suffix)
  return value.node === undefined
    ? brokenLines
    : linesFor(
        [value.node],
        brokenLines.map(({ text }) => text),
      )
}

/** Breaks an expression into several lines. */
function breakExpression(value: Bracketed, indent: string, prefix: string, suffix: string): Line[] {
  if (!value.next) return breakBrackets(value, indent, prefix, suffix)
  // The last brackets are broken first, if the text before them fits on the line.
  const { next, ...callee } = value
  const head = prefix + flat(callee)
  if (width(indent + head + next.open) <= WIDTH || callee.items.length === 0)
    return lines(next, indent, head, suffix)
  return [
    ...breakBrackets(callee, indent, prefix, '').slice(0, -1),
    ...lines(next, indent, callee.close, suffix),
  ]
}

/** Puts the content of the brackets on separate lines. */
function breakBrackets(value: Bracketed, indent: string, prefix: string, suffix: string): Line[] {
  if (value.items.length === 0) return linesFor([], [indent + prefix + flat(value) + suffix])
  const inner = `${indent}    `
  const [first, last] = linesFor([], [indent + prefix + value.open, indent + value.close + suffix])
  const body = inner + value.items.map(flat).join(', ')
  if (width(body) <= WIDTH && !hasComments(value))
    return [first!, ...linesFor(value.items.flatMap(nodesIn), [body]), last!]
  // Several items get one line each and a trailing comma; a single item gets no comma.
  const comma = value.items.length > 1 ? ',' : ''
  return [first!, ...value.items.flatMap((item) => lines(item, inner, '', comma)), last!]
}

/** Width in terminal columns, as black counts it. Wide characters occur only in strings and comments. */
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
 * A Python string literal for exactly this text. Letters of every script stay readable. Invisible characters (control characters, marks
 * that change the text direction, halves of surrogate pairs) are escaped.
 */
export function text(value: string): string {
  const pieces = (quoteMark: string) => value.split(quoteMark).length
  const quote = pieces('"') > pieces("'") ? "'" : '"'
  const body = [...value].map((c) => escapeCharacter(c, quote)).join('')
  return quote + body + quote
}

const ESCAPES: { readonly [c: string]: string } = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }

function escapeCharacter(c: string, quote: string): string {
  if (c === quote) return `\\${c}`
  const escaped = Object.hasOwn(ESCAPES, c) ? ESCAPES[c] : undefined
  if (escaped) return escaped
  if (c === ' ' || /[^\p{C}\p{Z}]/u.test(c)) return c
  const code = c.codePointAt(0)!
  const hex = code.toString(16)
  return code < 0x100
    ? `\\x${hex.padStart(2, '0')}`
    : code < 0x10000
      ? `\\u${hex.padStart(4, '0')}`
      : `\\U${hex.padStart(8, '0')}`
}

/** A text as one line of a comment: line breaks, which would end the comment, and invisible characters become spaces. */
export const comment = (words: string): string => words.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()

/** A Python float, always with a decimal point or an exponent: 0.1, 1.0, 1e-5. */
export function float(value: number): string {
  const small = value !== 0 && Math.abs(value) < 1e-4
  const digits = (small ? value.toExponential() : String(value)).replace('e+', 'e')
  return /[.e]/.test(digits) ? digits : `${digits}.0`
}

export const bool = (value: boolean): string => (value ? 'True' : 'False')
