/** Finds untranslated texts in source code: visible words outside a `{ en, ko }` object, and `{ en, ko }` objects that lack a
 *  language. */
import { parseAst } from 'rolldown/parseAst'

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [part: string]: unknown
}

export interface Fault {
  readonly line: number
  readonly message: string
}

/** The name of the app and its file extension are the same in all languages. */
const BRAND_NAMES = ['Layerloom', '.loom']
/** Words of Python and Keras, and units. */
const CODE_WORDS = ['None', 'name', 'trainable', 'ms']
/** Texts of the language switch, which names the other language in that language. */
const LANGUAGE_SWITCH = ['한국어로 보기', '한국어']
/** Attributes and DOM properties whose text is visible or read by screen readers. */
const TEXT_ATTRIBUTES = [
  'title',
  'alt',
  'placeholder',
  'label',
  'ariaLabel',
  'textContent',
  'innerText',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'aria-placeholder',
]

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** Direct children of a node. */
const childrenOf = (node: Node): readonly Node[] => Object.values(node).flat().filter(isNode)

function* walk(node: Node): Generator<Node> {
  yield node
  for (const child of childrenOf(node)) yield* walk(child)
}

/** Whether the text has words besides the names and the words of code. */
function hasWords(text: string): boolean {
  const rest = BRAND_NAMES.reduce((remaining, name) => remaining.replaceAll(name, ''), text)
  return /\p{L}{2,}/u.test(rest) && !CODE_WORDS.includes(rest.trim())
}

const nameOf = (node: unknown): string =>
  isNode(node) ? String((node.name as string | undefined) ?? (node.value as string | undefined) ?? '') : ''

/** The fixed text of a string or a template; `null` for anything else. */
function textOf(node: Node): string | null {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null
  if (node.type !== 'TemplateLiteral') return null
  return (node.quasis as { value: { cooked: string } }[]).map((quasi) => quasi.value.cooked).join('…')
}

/** The children of a node whose value may become the value of the node. A call is absent, because it computes another value. */
const VALUE_PARTS: { readonly [type: string]: readonly string[] } = {
  ConditionalExpression: ['consequent', 'alternate'],
  LogicalExpression: ['left', 'right'],
  BinaryExpression: ['left', 'right'],
  ParenthesizedExpression: ['expression'],
  JSXExpressionContainer: ['expression'],
  TSAsExpression: ['expression'],
  TSSatisfiesExpression: ['expression'],
  TSNonNullExpression: ['expression'],
}

function* visibleTexts(node: Node): Generator<Node> {
  if (textOf(node) !== null) yield node
  if (node.type === 'TemplateLiteral')
    for (const part of node.expressions as Node[]) yield* visibleTexts(part)
  // A comparison with a word does not display it.
  if (node.type === 'BinaryExpression' && node.operator !== '+') return
  for (const part of VALUE_PARTS[node.type] ?? []) {
    const next = node[part]
    // The left operand is the condition of &&. Only || and ?? can return it, and only if it is a text itself.
    if (isNode(next)) yield* visibleTexts(next)
  }
}

function parse(code: string, lang: 'ts' | 'tsx') {
  const program = parseAst(code, { lang }) as unknown as Node
  const lineOf = (node: Node) => code.slice(0, node.start).split('\n').length
  return { nodes: [...walk(program)], lineOf }
}

/** Visible words that are in no catalogue. */
export function untranslatedTexts(code: string, lang: 'ts' | 'tsx' = 'tsx'): readonly Fault[] {
  const { nodes, lineOf } = parse(code, lang)
  const faults: Fault[] = []
  const check = (context: string, node: Node) => {
    for (const part of visibleTexts(node)) {
      const text = textOf(part)!
      if (hasWords(text)) faults.push({ line: lineOf(part), message: `${context}: ${text.trim()}` })
    }
  }
  for (const node of nodes) {
    if (node.type === 'JSXText' && hasWords(String(node.value)))
      faults.push({ line: lineOf(node), message: `text: ${String(node.value).trim()}` })
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      for (const child of node.children as Node[])
        if (child.type === 'JSXExpressionContainer') check('text', child)
    if (node.type === 'JSXAttribute' && TEXT_ATTRIBUTES.includes(nameOf(node.name)) && isNode(node.value))
      check(nameOf(node.name), node.value)
    if (node.type === 'Property' && TEXT_ATTRIBUTES.includes(nameOf(node.key)) && isNode(node.value))
      check(nameOf(node.key), node.value)
    if (node.type === 'AssignmentExpression') {
      const { left, right } = node as unknown as { left: Node; right: Node }
      if (left.type === 'MemberExpression' && TEXT_ATTRIBUTES.includes(nameOf(left.property)))
        check(nameOf(left.property), right)
    }
  }
  return faults
}

/** `{ en, ko }` objects that lack a language, or whose Korean text is not Korean. Two equal texts are a name. */
export function invalidTranslations(
  code: string,
  lang: 'ts' | 'tsx' = 'tsx',
): { readonly faults: readonly Fault[]; readonly count: number } {
  const { nodes, lineOf } = parse(code, lang)
  const faults: Fault[] = []
  let count = 0
  for (const node of nodes) {
    if (node.type !== 'ObjectExpression') continue
    const properties = (node.properties as Node[]).filter((p) => p.type === 'Property')
    const of = (language: string) => {
      const found = properties.find((p) => nameOf(p.key) === language)
      return found && isNode(found.value) ? found.value : null
    }
    const [en, ko] = [of('en'), of('ko')]
    if (!en && !ko) continue
    count++
    const fault = (what: string) => faults.push({ line: lineOf(node), message: what })
    if (!en || !ko) {
      fault(`only ${en ? 'en' : 'ko'}`)
      continue
    }
    const [english, korean] = [textOf(en), textOf(ko)]
    if (english === null || korean === null) continue // computed from texts that are checked on their own
    if (english.trim() === '' || korean.trim() === '') fault(`empty: ${english || korean}`)
    else if (LANGUAGE_SWITCH.includes(english)) continue
    else if (/\p{Script=Hangul}/u.test(english)) fault(`Korean in the English text: ${english}`)
    else if (english !== korean && hasWords(korean) && !/\p{Script=Hangul}/u.test(korean))
      fault(`no Korean in: ${korean}`)
    else if (english === korean && /\p{Ll}{2,} \p{Ll}{2,}/u.test(english)) fault(`not translated: ${english}`)
  }
  return { faults, count }
}
