/** Name of the Python function for an activation with arguments: `elu_alpha_0_5`. If that is too long, the name consists of the
 *  activation's name and a hash of the arguments. */
import { activations } from '../catalog/activations/index.ts'
import { type Config, getMember, nonDefaultProps } from '../fields/index.ts'
import type { Json } from '../json.ts'

export function activationName(config: Config): string {
  const own = Object.entries(nonDefaultProps(getMember(activations, config).fields, config))
  const name = [config.type, ...own.map(([name, value]) => `${name}_${toIdentifier(value)}`)].join('_')
  return name.length <= MAX_LENGTH ? name : `${config.type}_${hash(name)}`
}

const MAX_LENGTH = 60

/** FNV-1a hash of the text (Fowler, Noll, Vo), in base 36. */
const hash = (text: string): string =>
  ([...text].reduce((h, c) => Math.imul(h ^ c.charCodeAt(0), 0x01000193), 0x811c9dc5) >>> 0).toString(36)

const toIdentifier = (value: Json): string =>
  String(value)
    .toLowerCase()
    .replaceAll('-', '_minus_')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_/, '')
