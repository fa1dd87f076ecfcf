/** Fields whose value is one member of a family, or several, each configured by its own fields. */
import { show } from '../json.ts'
import { bad, common, good, nullable, type Options } from './common.ts'
import { configured, readConfig } from './family.ts'
import type { Config, ConfigField, ConfigsField, Family, RateField, Read } from './field.ts'
import { float } from './number.ts'

/** One configured member of a family: `"he_normal"` or `{ "type": "variance_scaling", "scale": 2 }`. */
export const config = (o: Options & { family: () => Family; default: string }): ConfigField => ({
  kind: 'config',
  optional: false,
  family: o.family,
  ...common(o),
  get default() {
    return configured(o.family(), o.default)
  },
  read: (value) => readConfig(o.family(), value),
})
export const optionalConfig = (o: Options & { family: () => Family }): ConfigField<Config | null> => ({
  kind: 'config',
  optional: true,
  family: o.family,
  default: null,
  ...common(o),
  read: nullable<Config | null>(true, (value) => readConfig(o.family(), value)),
})
/** A number or a schedule: `0.01`, or `{ "type": "ExponentialDecay", … }`. */
export const rate = (o: Options & { family: () => Family; default: number }): RateField => {
  const number = float({ ...o, min: 0 })
  return {
    kind: 'rate',
    optional: false,
    number,
    family: o.family,
    default: o.default,
    ...common(o),
    read: (value) =>
      typeof value === 'number' ? number.read(value) : orNumber(readConfig(o.family(), value)),
  }
}
const orNumber = (read: Read<Config>): Read<Config> =>
  read.ok || read.at
    ? read
    : bad(`a number, at least 0, or ${read.expected.en}`, `0 이상 숫자 또는 ${read.expected.ko}`)
export const configs = (o: Options & { family: () => Family; default: readonly string[] }): ConfigsField => ({
  kind: 'configs',
  optional: false,
  family: o.family,
  ...common(o),
  get default() {
    return o.default.map((type) => configured(o.family(), type))
  },
  read(value) {
    if (!Array.isArray(value) || value.length > 64)
      return bad(`a list of ${o.family().name.en}s`, `${o.family().name.ko} 목록`)
    const all: Config[] = []
    for (const [i, item] of value.entries()) {
      const read = readConfig(o.family(), item)
      if (!read.ok)
        return { received: show(item), ...read, at: [String(i), read.at].filter(Boolean).join('.') }
      all.push(read.value)
    }
    return good(all)
  },
})
