/** The name of the Python function that stands for an activation with arguments: `elu_alpha_0_5`. */
import { activations } from '../activations/index.ts'
import { type Config, memberOf, ownProps } from '../fields.ts'
import type { Json } from '../json.ts'

export function activationName(config: Config): string {
  const own = Object.entries(ownProps(memberOf(activations, config).fields, config))
  return [config.type, ...own.map(([name, value]) => `${name}_${spelled(value)}`)].join('_')
}

const spelled = (value: Json): string =>
  String(value)
    .toLowerCase()
    .replaceAll('-', '_minus_')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_/, '')
