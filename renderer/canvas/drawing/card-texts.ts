/** The texts of a card: its title, and the line of its main arguments, as "300 · elu · he_normal". */
import { activations } from '../../../shared/catalog/activations/index.ts'
import {
  type Config,
  type Field,
  type Fields,
  getMember,
  nonDefaultProps,
} from '../../../shared/fields/index.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'
import type { Text } from '../../../shared/text.ts'
import { formatCount } from '../../ui/format.ts'

const formatValue = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return value.join('×')
  return String(value)
}

/** A configured object with its given arguments, as `l2(0.01)`. */
function formatConfig(field: Field & { kind: 'config' }, value: Config): string {
  const own = nonDefaultProps(getMember(field.family(), value).fields, value)
  const given = Object.values(own).filter((v) => typeof v !== 'object')
  return given.length > 0 ? `${value.type}(${given.join(', ')})` : value.type
}

/** The shortest text of one argument; `null` for values that are not worth showing (None, linear). */
function formatArgument(name: string, field: Field, value: unknown): string | null {
  if (value === null || value === undefined) return null
  if (field.kind === 'config') {
    const config = value as Config
    const isNoActivation = field.family() === activations && getMember(activations, config).identity
    return isNoActivation ? null : formatConfig(field, config)
  }
  if (field.kind === 'bool') return value === field.default ? null : `${name}=${value ? 'True' : 'False'}`
  if (field.kind === 'numbers') {
    const list = typeof value === 'number' ? [value] : (value as readonly number[])
    return `${name} ${list.slice(0, 4).map(formatValue).join(', ')}${list.length > 4 ? '…' : ''}`
  }
  if (field.kind === 'names')
    return formatValue(typeof value === 'string' ? value : (value as readonly string[]).join(', '))
  if (field.kind === 'float') return `${name} ${formatValue(value)}`
  if (field.kind === 'configs') return (value as readonly Config[]).map((c) => c.type).join(', ') || null
  return formatValue(value)
}

/** The main arguments (`shownOnNode` fields) and every other one that differs from its default, in the order of the fields. */
export function argumentLine(facts: NodeFacts): string {
  const fields: Fields = facts.definition?.fields ?? {}
  const { shared } = facts
  const parts: string[] = shared ? [shared.name] : []
  for (const [name, raw] of Object.entries(fields)) {
    const field = raw as Field
    if (facts.problems.some((p) => p.code === 'bad-field' && p.field === name)) {
      // The value is invalid, and the default that replaces it is not what was entered.
      parts.push('?')
      continue
    }
    const value = facts.props[name]
    const given = shared?.given.includes(name) ? shared.props[name] : undefined
    // Values from shared defaults are covered by the name of the defaults.
    if (given !== undefined && JSON.stringify(given) === JSON.stringify(value)) continue
    const own = JSON.stringify(value) !== JSON.stringify(field.default)
    if (!field.shownOnNode && !own) continue
    const text = formatArgument(name, field, value)
    if (text === null) continue
    parts.push(field.kind === 'choice' && !field.shownOnNode ? `${name}=${text}` : text)
  }
  return parts.join(' · ')
}

/** The line under a group's name: "4 layers × 3". */
export function groupLine(repeat: number, layers: number): Text {
  const repeatText = repeat > 1 ? ` × ${formatCount(repeat)}` : ''
  return {
    en: `${layers} ${layers === 1 ? 'layer' : 'layers'}${repeatText}`,
    ko: `층 ${layers}개${repeatText}`,
  }
}

/** The title of a card: a layer's type, or a group's name. */
export const titleOf = ({ group, name, definition }: NodeFacts): string =>
  group ? name : (definition?.type ?? '?')
