/** Fields → Python arguments: only what differs from Keras's defaults; a name where everything is at its default, an object
 *  where something is configured. */
import { activations } from '../activations/index.ts'
import {
  type Config,
  type Definition,
  type Family,
  type Field,
  type Fields,
  memberOf,
  ownProps,
} from '../fields/index.ts'
import { activationName } from './activation-name.ts'
import { bool, call, float, keyword, list, type Py, text, tuple } from './printer.ts'

type Props = { readonly [name: string]: unknown }

/** Arguments of a call. What Keras requires stands first, by position, as people write it: `layers.Dense(300)`.
 *  @param given values that the callee has already (a partial): only what differs from them is written, by name where it replaces one
 *  @param faulty arguments whose values cannot be written: Python's `...` stands for them */
export function args(fields: Fields, props: Props, given: Props = {}, faulty: readonly string[] = []): Py[] {
  const python = (name: string) => (faulty.includes(name) ? '...' : value(fields[name] as Field, props[name]))
  const differs = (name: string) =>
    faulty.includes(name) ||
    (Object.hasOwn(given, name)
      ? JSON.stringify(given[name]) !== JSON.stringify(props[name])
      : Object.hasOwn(mentioned, name))
  const mentioned = ownProps(fields, props)
  const own = Object.keys(fields).filter(differs)
  const named = (name: string) =>
    name === 'axes' || (fields[name] as Field).kind === 'shape' || Object.hasOwn(given, name)
  const required = own.filter((name) => (fields[name] as Field).required && !named(name))
  // Several numbers in a row would say nothing.
  const first = required.length > 1 ? [] : required
  const rest = own.filter((name) => !first.includes(name))
  return [...first.map(python), ...rest.map((name) => keyword(name, python(name)))]
}

/** A field's value as Python. */
export function value(field: Field, raw: unknown): Py {
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
      return numbers(field.whole, raw as number | readonly number[])
    case 'names':
      return list((raw as readonly string[]).map(text))
    case 'config':
      return configured(field.family(), raw as Config)
    case 'rate':
      return typeof raw === 'number' ? float(raw) : configured(field.family(), raw as Config)
    case 'configs':
      return list((raw as readonly Config[]).map((c) => configured(field.family(), c)))
  }
}

/** `-1`, `(1, 2)`; means and variances as a list of floats. */
function numbers(whole: boolean, raw: number | readonly number[]): Py {
  const written = whole ? String : float
  if (typeof raw === 'number') return written(raw)
  return whole ? tuple(raw.map(written)) : list(raw.map(written))
}

/** `"he_normal"`, or `keras.initializers.HeNormal(seed=1)`. */
export function configured(family: Family, config: Config): Py {
  const definition = memberOf(family, config)
  const own = Object.keys(ownProps(definition.fields, config))
  if (own.length === 0) return text(definition.type)
  // activations.ts defines the function of this name.
  return family === activations ? activationName(config) : object(definition, config)
}

/** Always the object: callbacks have no names. */
export function object(definition: Definition, config: Props): Py {
  const fields = Object.entries(definition.fields) as [string, Field][]
  const [only] = fields
  // L2(0.001), Constant(0.1): the one number such a class has needs no name.
  // A metric's first argument is its name, whatever the rest is.
  const bare = fields.length === 1 && only![1].kind === 'float' && !definition.keras.startsWith('metrics.')
  return call(
    definition.python ? definition.type : `keras.${definition.keras}`,
    ...(bare ? [value(only![1], config[only![0]])] : args(definition.fields, config)),
  )
}
