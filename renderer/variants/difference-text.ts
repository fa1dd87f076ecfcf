/** Differences between two variants as text. */
import type { EdgeDifference, NodeDifference } from '../../shared/document/compare-networks.ts'
import type { NodeId } from '../../shared/document/document.ts'
import { isObject } from '../../shared/json.ts'
import type { Language, Text } from '../../shared/text.ts'

/** Signs on the nodes, so that differences are not shown by colour alone. */
export const SIGNS = { added: '+', removed: '−', changed: '±' } as const

/** Formats a value as in Python: True, None, l2(l2=0.01); a dash if it is undefined. */
function python(value: unknown): string {
  if (value === undefined) return '–'
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(python).join(', ')}]`
  if (!isObject(value)) return String(value)
  const { type, ...given } = value
  const all = Object.entries(given).map(([name, each]) => `${name}=${python(each)}`)
  return `${typeof type === 'string' ? type : ''}(${all.join(', ')})`
}

function abbreviate(value: unknown): string {
  const text = python(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The layers of a group are not listed, since they would fill the screen. */
const fieldText = ({ name, before, after }: NodeDifference['fields'][number], language: Language): string =>
  name === 'layers'
    ? { en: 'different layers inside', ko: '안의 층이 다름' }[language]
    : `${name} ${abbreviate(before)} → ${abbreviate(after)}`

/** "Dense dense: units 100 → 9". @param name name of the layer @param shown name of the shown variant @param other name of the compared
 *  variant */
export function describeDifference(
  name: string,
  { kind, title, fields }: Pick<NodeDifference, 'kind' | 'title' | 'fields'>,
  shown: string,
  other: string,
): Text {
  const where = kind === 'added' ? shown : other
  // A group is referred to by its name alone.
  const what = title === name ? name : `${title} ${name}`
  return kind === 'changed'
    ? {
        en: `${what}: ${fields.map((f) => fieldText(f, 'en')).join(', ')}`,
        ko: `${what}: ${fields.map((f) => fieldText(f, 'ko')).join(', ')}`,
      }
    : { en: `${what}: only in ${where}`, ko: `${what}: ${where}에만 있음` }
}

/** "flatten → dense_1: connected only in Wide". @param nameOf returns the name of a layer by its id in the variant that has the wire */
export function describeWire(
  { kind, from, to, output, port }: EdgeDifference,
  nameOf: (id: NodeId) => string,
  shown: string,
  other: string,
): Text {
  const where = kind === 'added' ? shown : other
  const portText = (what: string, n: number) => (n > 0 ? ` (${what} ${n + 1})` : '')
  const ends = `${nameOf(from)} → ${nameOf(to)}`
  return {
    en: `${ends}${portText('output', output)}${portText('input', port)}: connected only in ${where}`,
    ko: `${ends}${portText('출력', output)}${portText('입력', port)}: ${where}에서만 연결됨`,
  }
}
