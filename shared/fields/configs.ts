/** Fields whose value is one member of a family, or several, each configured by its own fields. */
import { describeValue } from '../json.ts'
import { commonProps, type FieldOptions, invalid, nullable, valid } from './common.ts'
import { createConfig, readConfig } from './family.ts'
import type { Config, ConfigField, ConfigsField, Family, RateField, ReadResult } from './field.ts'
import { float } from './number.ts'

/** One configured member of a family: `"he_normal"` or `{ "type": "variance_scaling", "scale": 2 }`. */
export const config = (o: FieldOptions & { family: () => Family; default: string }): ConfigField => ({
  kind: 'config',
  optional: false,
  family: o.family,
  ...commonProps(o),
  get default() {
    return createConfig(o.family(), o.default)
  },
  read: (value) => readConfig(o.family(), value),
})
export const optionalConfig = (o: FieldOptions & { family: () => Family }): ConfigField<Config | null> => ({
  kind: 'config',
  optional: true,
  family: o.family,
  default: null,
  ...commonProps(o),
  read: nullable<Config | null>(true, (value) => readConfig(o.family(), value)),
})
/** A number or a schedule: `0.01`, or `{ "type": "ExponentialDecay", … }`. */
export const rate = (o: FieldOptions & { family: () => Family; default: number }): RateField => {
  const number = float({ ...o, min: 0 })
  return {
    kind: 'rate',
    optional: false,
    number,
    family: o.family,
    default: o.default,
    ...commonProps(o),
    read: (value) =>
      typeof value === 'number' ? number.read(value) : expectNumberOr(readConfig(o.family(), value)),
  }
}
const expectNumberOr = (read: ReadResult<Config>): ReadResult<Config> =>
  read.ok || read.at
    ? read
    : invalid(`a number, at least 0, or ${read.expected.en}`, `0 이상 숫자 또는 ${read.expected.ko}`)
interface ConfigsOptions extends FieldOptions {
  family: () => Family
}
function readConfigs(family: Family, value: unknown): ReadResult<readonly Config[]> {
  if (!Array.isArray(value) || value.length > 64)
    return invalid(`a list of ${family.name.en}s`, `${family.name.ko} 목록`)
  const all: Config[] = []
  for (const [i, item] of value.entries()) {
    const read = readConfig(family, item)
    if (!read.ok)
      return { received: describeValue(item), ...read, at: [String(i), read.at].filter(Boolean).join('.') }
    all.push(read.value)
  }
  return valid(all)
}
export const configs = (o: ConfigsOptions & { default: readonly string[] }): ConfigsField => ({
  kind: 'configs',
  optional: false,
  family: o.family,
  ...commonProps(o),
  get default() {
    return o.default.map((type) => createConfig(o.family(), type))
  },
  read: (value) => readConfigs(o.family(), value),
})
export const optionalConfigs = (o: ConfigsOptions): ConfigsField<readonly Config[] | null> => ({
  kind: 'configs',
  optional: true,
  family: o.family,
  default: null,
  ...commonProps(o),
  read: nullable<readonly Config[] | null>(true, (value) => readConfigs(o.family(), value)),
})
