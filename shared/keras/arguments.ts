/** Conversion of fields to Python arguments. Only values that differ from Keras's defaults are written. A config is written as a name
 *  if all its fields have their defaults, otherwise as an object. */
import { activations } from '../catalog/activations/index.ts'
import {
  type Config,
  type Definition,
  type Family,
  type Field,
  type Fields,
  getMember,
  nonDefaultProps,
} from '../fields/index.ts'
import { activationName } from './activation-name.ts'
import { bool, call, float, keyword, list, type Py, text, tuple } from './printer.ts'

type Props = { readonly [name: string]: unknown }

/**
 * Arguments of a call. A required argument comes first and is positional, as is common: `layers.Dense(300)`.
 * @param boundArgs arguments that the callee already has (a partial); only different values are written, as keyword arguments
 * @param faulty names of arguments with invalid values; Python's `...` replaces these values
 */
export function args(
  fields: Fields,
  props: Props,
  boundArgs: Props = {},
  faulty: readonly string[] = [],
): Py[] {
  const codeOf = (name: string) =>
    faulty.includes(name) ? '...' : valueCode(fields[name] as Field, props[name])
  const isWritten = (name: string) =>
    faulty.includes(name) ||
    (Object.hasOwn(boundArgs, name)
      ? JSON.stringify(boundArgs[name]) !== JSON.stringify(props[name])
      : Object.hasOwn(nonDefault, name))
  const nonDefault = nonDefaultProps(fields, props)
  const writtenNames = Object.keys(fields).filter(isWritten)
  const isKeyword = (name: string) =>
    name === 'axes' || (fields[name] as Field).kind === 'shape' || Object.hasOwn(boundArgs, name)
  const required = writtenNames.filter((name) => (fields[name] as Field).required && !isKeyword(name))
  // Several positional numbers would be hard to read.
  const positional = required.length > 1 ? [] : required
  const rest = writtenNames.filter((name) => !positional.includes(name))
  return [...positional.map(codeOf), ...rest.map((name) => keyword(name, codeOf(name)))]
}

/** The value of a field as Python. */
export function valueCode(field: Field, raw: unknown): Py {
  if (raw === null) return 'None'
  switch (field.kind) {
    case 'int':
      return String(raw)
    case 'float':
      return float(raw as number)
    case 'bool':
      return bool(raw as boolean)
    case 'choice':
    case 'text':
      return text(raw as string)
    case 'shape':
      return tuple((raw as readonly number[]).map(String))
    case 'numbers':
      return numbersCode(field.integer, raw as number | readonly number[])
    case 'names':
      return list((raw as readonly string[]).map(text))
    case 'config':
      return configCode(field.family(), raw as Config)
    case 'rate':
      return typeof raw === 'number' ? float(raw) : configCode(field.family(), raw as Config)
    case 'configs':
      return list((raw as readonly Config[]).map((c) => configCode(field.family(), c)))
  }
}

/** Integers as a number or a tuple: `-1`, `(1, 2)`; several floats (means and variances) as a list. */
function numbersCode(whole: boolean, raw: number | readonly number[]): Py {
  const format = whole ? String : float
  if (typeof raw === 'number') return format(raw)
  return whole ? tuple(raw.map(format)) : list(raw.map(format))
}

/** `"he_normal"`, or `keras.initializers.HeNormal(seed=1)`. */
export function configCode(family: Family, config: Config): Py {
  const definition = getMember(family, config)
  const own = Object.keys(nonDefaultProps(definition.fields, config))
  if (own.length === 0) return text(definition.type)
  // activations.ts writes the function with this name.
  return family === activations ? activationName(config) : objectCode(definition, config)
}

/** The constructor call of a config, also if all fields have their defaults: Keras accepts no names for callbacks. */
export function objectCode(definition: Definition, config: Props): Py {
  const fields = Object.entries(definition.fields) as [string, Field][]
  const [onlyField] = fields
  // The only number of a class is positional: L2(0.001), Constant(0.1).
  // Metrics are an exception, because their first argument is the name.
  const isPositional =
    fields.length === 1 && onlyField![1].kind === 'float' && !definition.keras?.startsWith('metrics.')
  return call(
    definition.python ? definition.type : `keras.${definition.keras}`,
    ...(isPositional ? [valueCode(onlyField![1], config[onlyField![0]])] : args(definition.fields, config)),
  )
}
