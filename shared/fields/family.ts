/** Members of families, and reading the values of their fields. */
import { describeValue, isObject, type Json } from '../json.ts'
import type { Text } from '../text.ts'
import { invalid, valid } from './common.ts'
import type { Config, Definition, Family, Fields, Props, ReadResult } from './field.ts'

/** The members of each family by type, because an edit of a large network looks many of them up. */
const membersByType = new WeakMap<Family, ReadonlyMap<string, Definition>>()

/** The member of a family with this type, or undefined. */
export function findMember<D extends Definition>(family: Family<D>, type: string): D | undefined {
  let members = membersByType.get(family)
  if (!members) {
    members = new Map(family.members.map((m) => [m.type, m]))
    membersByType.set(family, members)
  }
  return members.get(type) as D | undefined
}

/** The member of a family for a value that was already read. @throws Error when the family has no member of this type */
export function getMember<D extends Definition>(family: Family<D>, config: { readonly type: string }): D {
  const found = findMember(family, config.type)
  if (!found)
    throw new Error(
      `No ${family.name.en} is called ${describeValue(config.type)}. Add it to its family's index.ts.`,
    )
  return found
}

/** All fields with their default values. */
export const defaultProps = <F extends Fields>(fields: F): Props<F> =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.default])) as Props<F>

/** The config of a member with some fields set: `createConfig(initializers, 'he_normal', { seed: 1 })`. */
export function createConfig(
  family: Family,
  type: string,
  props: { readonly [field: string]: Json } = {},
): Config {
  return {
    type,
    ...(defaultProps(getMember(family, { type }).fields) as { [field: string]: Json }),
    ...props,
  }
}

export function readConfig(family: Family, raw: unknown): ReadResult<Config> {
  const value = typeof raw === 'string' ? { type: raw } : raw
  const types = family.members.map((m) => m.type).join(', ')
  const definition =
    isObject(value) && typeof value.type === 'string' ? findMember(family, value.type) : undefined
  if (!definition || !isObject(value)) return invalid(`one of ${types}`, `${types} 중 하나`)
  const { type: _, ...rest } = value
  const read = readProps(definition.fields, rest)
  const [first] = read.problems
  if (first) {
    const { expected, received } = first
    return { ok: false, expected, received, at: [first.field, first.at].filter(Boolean).join('.') }
  }
  return valid({ type: definition.type, ...(read.props as { [field: string]: Json }) })
}

export interface FieldProblem {
  readonly field: string
  /** Path inside the field, for example `seed` of an initializer. */
  readonly at?: string
  readonly expected: Text
  /** The invalid value itself, also when it is nested inside the field. */
  readonly received: string
}

/** Reads raw values: missing fields get their defaults, every invalid value is reported, and unknown names are problems. */
export function readProps<F extends Fields>(
  fields: F,
  raw: { readonly [name: string]: unknown },
): { props: Props<F>; problems: FieldProblem[] } {
  const props: Record<string, unknown> = {}
  const problems: FieldProblem[] = []
  for (const [name, field] of Object.entries(fields)) {
    if (!Object.hasOwn(raw, name)) {
      props[name] = field.default
      continue
    }
    const read = field.read(raw[name])
    props[name] = read.ok ? read.value : field.default
    if (!read.ok)
      problems.push({
        field: name,
        expected: read.expected,
        received: read.received ?? describeValue(raw[name]),
        ...(read.at ? { at: read.at } : {}),
      })
  }
  for (const name of Object.keys(raw))
    if (!Object.hasOwn(fields, name)) {
      const known = Object.keys(fields).join(', ') || '—'
      problems.push({
        field: name,
        expected: { en: `one of the fields ${known}`, ko: `${known} 중 하나의 필드` },
        received: describeValue(name),
      })
    }
  return { props: props as Props<F>, problems }
}
