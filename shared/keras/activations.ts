/** Activations with arguments as separate Python functions: Keras can save a model that uses a registered function, but not one that
 *  uses functools.partial or a lambda. */
import { activations } from '../catalog/activations/index.ts'
import { type Config, type Field, getMember, nonDefaultProps } from '../fields/index.ts'
import type { Model } from '../model/model.ts'
import { activationName } from './activation-name.ts'
import { args } from './arguments.ts'
import { call, statement } from './printer.ts'

/** The functions for all activations of the model that have arguments, by name, in the order of the layers. */
export function activationFunctions(model: Model): ReadonlyMap<string, readonly string[]> {
  const functions = new Map<string, string[]>()
  for (const { definition, props } of model.layers)
    for (const [name, field] of Object.entries(definition.fields) as [string, Field][]) {
      const config = props[name] as Config | null
      if (field.kind !== 'config' || config === null || field.family() !== activations) continue
      if (hasArguments(config)) functions.set(activationName(config), functionCode(config))
    }
  return functions
}

const hasArguments = (config: Config): boolean =>
  Object.keys(nonDefaultProps(getMember(activations, config).fields, config)).length > 0

function functionCode(config: Config): string[] {
  const { keras, fields } = getMember(activations, config)
  return [
    '@keras.saving.register_keras_serializable()',
    `def ${activationName(config)}(x):`,
    ...statement(call(`keras.${keras}`, 'x', ...args(fields, config)), 'return ', '    '),
  ]
}
