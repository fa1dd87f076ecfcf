/** Conversion of typed values to JSON. */
import { isObject, type Json } from '../json.ts'
import { getMember } from './family.ts'
import type { Config, Family, Field, Fields } from './field.ts'

/** The shortest JSON that reads back to the same value: only the type name when every field has its default. */
export function toJson(field: Field, value: unknown): Json {
  if (value === null) return null
  if (field.kind === 'configs')
    return (value as readonly Config[]).map((c) => configToJson(field.family(), c))
  if ((field.kind === 'config' || field.kind === 'rate') && isObject(value))
    return configToJson(field.family(), value as Config)
  return value as Json
}
function configToJson(family: Family, config: Config): Json {
  const own = nonDefaultProps(getMember(family, config).fields, config)
  return Object.keys(own).length === 0 ? config.type : { type: config.type, ...own }
}

/** The props that differ from their defaults or have no default in Keras, as JSON. Files and Python calls contain only these. */
export function nonDefaultProps(
  fields: Fields,
  props: { readonly [name: string]: unknown },
): { [name: string]: Json } {
  const own: { [name: string]: Json } = {}
  for (const [name, field] of Object.entries(fields)) {
    const value = toJson(field as Field, props[name])
    if (field.required || JSON.stringify(value) !== JSON.stringify(toJson(field as Field, field.default)))
      own[name] = value
  }
  return own
}
