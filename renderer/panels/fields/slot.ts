/** The data of an input for a field: the raw value and how to change it. Inputs of nested fields wrap the slot of their parent. */
import { type Config, type Field, type Fields, findMember, toJson } from '../../../shared/fields/index.ts'
import { isObject, type Json } from '../../../shared/json.ts'
import type { Problem } from '../../../shared/model/fix.ts'
import type { Text } from '../../../shared/text.ts'

/** Typing previews, blur commits, presses of a stepper are merged into one step. */
export type ChangeMode = 'preview' | 'commit' | 'step'

export interface Slot {
  /** Keras's argument name, used as the label. */
  readonly name: string
  /** Path relative to the layer or the settings: `kernel_initializer.seed`. */
  readonly path: string
  readonly field: Field
  /** The value in the document, even if it is invalid. */
  readonly value: Json
  /** Whether the value is set in the document; else it is the default or comes from shared defaults. */
  readonly own: boolean
  /** Name of the shared defaults that provide the value. */
  readonly from?: string
  /** Whether several edited layers have different values; `value` is that of the first one. */
  readonly mixed?: boolean
  /** Shape of the weight that an initializer fills, once it is known. */
  readonly weight?: readonly number[]
  /** Problems that include those of this path and of nested paths; each input filters its own. */
  readonly problems: readonly Problem[]
  /** Changes the value. Settings return a reason if they refuse it; layers accept any value and show a problem. @returns the reason, or
   *  null */
  set(value: Json, mode: ChangeMode): Text | null
  /** Resets to the default; absent if there is nothing to reset. */
  readonly reset?: () => void
}

export const problemsOf = (slot: Slot): readonly Problem[] =>
  slot.problems.filter((p) => p.field === slot.path)

/** A config value as an object, whatever its short form; `null` for None and for anything that is not a config. */
export function asConfig(value: Json): Config | null {
  if (typeof value === 'string') return { type: value }
  return isObject(value) && typeof value.type === 'string' ? (value as Config) : null
}

/** The slots of the fields of a config value. */
export function nestedSlots(slot: Slot, fields: Fields, config: Config): readonly Slot[] {
  return Object.entries(fields).map(([name, raw]) => {
    const field = raw as Field
    const fallback = toJson(field, field.default)
    const value = Object.hasOwn(config, name) ? (config[name] as Json) : fallback
    const isSet = JSON.stringify(value) !== JSON.stringify(fallback)
    const { [name]: _, ...rest } = config
    return {
      name,
      path: `${slot.path}.${name}`,
      field,
      value,
      own: isSet,
      problems: slot.problems,
      set: (next, mode) => slot.set({ ...config, [name]: next }, mode),
      ...(isSet ? { reset: () => void slot.set(rest as Json, 'commit') } : {}),
    }
  })
}

/** The slots of the selected member of a config field, or none. */
export function memberSlots(slot: Slot): readonly Slot[] {
  if (slot.mixed || (slot.field.kind !== 'config' && slot.field.kind !== 'rate')) return []
  const config = asConfig(slot.value)
  const definition = config && findMember(slot.field.family(), config.type)
  return config && definition ? nestedSlots(slot, definition.fields, config) : []
}
