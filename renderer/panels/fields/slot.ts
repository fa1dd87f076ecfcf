/** What an input for a field needs: the raw value, and how to change it. Inputs of nested fields wrap their parent's slot. */
import { type Config, type Field, type Fields, member, toJson } from '../../../shared/fields/index.ts'
import { isObject, type Json } from '../../../shared/json.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'

/** Typing previews, leaving the input commits, a stepper's presses merge into one step. */
export type How = 'preview' | 'commit' | 'step'

export interface Slot {
  /** Keras's argument name: the label. */
  readonly name: string
  /** From the layer or settings down: `kernel_initializer.seed`. */
  readonly path: string
  readonly field: Field
  /** As it stands in the document, also when it is wrong. */
  readonly value: Json
  /** The value is this document's own; else it is the default, or that of shared defaults. */
  readonly own: boolean
  /** Name of the shared defaults that give the value. */
  readonly from?: string
  /** Several layers are edited at once and do not agree; `value` is the first one's. */
  readonly mixed?: boolean
  /** Sizes of the weight that an initializer fills, once they are known. */
  readonly weight?: readonly number[]
  /** Those of its path and of paths inside it are among them; each input picks its own. */
  readonly problems: readonly Problem[]
  /** Changes the value. Gives the reason when it is refused (settings); layers take any value and show a problem. */
  set(value: Json, how: How): Text | null
  /** Back to the default; absent where there is nothing to go back to. */
  readonly reset?: () => void
}

export const problemsOf = (slot: Slot): readonly Problem[] =>
  slot.problems.filter((p) => p.field === slot.path)

/** A configured value as an object, whatever short form it has; `null` for None and for what is no config. */
export function asConfig(value: Json): Config | null {
  if (typeof value === 'string') return { type: value }
  return isObject(value) && typeof value.type === 'string' ? (value as Config) : null
}

/** Slots of the fields inside a configured value. */
export function nested(slot: Slot, fields: Fields, config: Config): readonly Slot[] {
  return Object.entries(fields).map(([name, raw]) => {
    const field = raw as Field
    const fallback = toJson(field, field.default)
    const value = Object.hasOwn(config, name) ? (config[name] as Json) : fallback
    const own = JSON.stringify(value) !== JSON.stringify(fallback)
    const { [name]: _, ...rest } = config
    return {
      name,
      path: `${slot.path}.${name}`,
      field,
      value,
      own,
      problems: slot.problems,
      set: (next, how) => slot.set({ ...config, [name]: next }, how),
      ...(own ? { reset: () => void slot.set(rest as Json, 'commit') } : {}),
    }
  })
}

/** The slots of a config field's chosen member, or none. */
export function membersSlots(slot: Slot): readonly Slot[] {
  if (slot.mixed || (slot.field.kind !== 'config' && slot.field.kind !== 'rate')) return []
  const config = asConfig(slot.value)
  const definition = config && member(slot.field.family(), config.type)
  return config && definition ? nested(slot, definition.fields, config) : []
}
