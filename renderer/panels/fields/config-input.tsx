/** Selects a member of a family. Its fields follow as separate rows (field-row.tsx). */
import type { ConfigField } from '../../../shared/fields/index.ts'
import { useText } from '../../ui/text.ts'
import type { InputProps } from './input-props.ts'
import { Select } from './select.tsx'
import { asConfig } from './slot.ts'

/** Represents Keras's None in the list. */
const NONE = ''

export function ConfigInput(props: InputProps & { readonly field: ConfigField<unknown> }) {
  const t = useText()
  const { slot, field } = props
  const options = field.family().members.map((m) => ({
    value: m.type,
    label: 'title' in m && m.title ? t(m.title as { en: string; ko: string }) : m.type,
    help: t(m.help),
  }))
  return (
    <Select
      {...props}
      value={asConfig(slot.value)?.type ?? NONE}
      options={field.optional ? [{ value: NONE, label: 'None' }, ...options] : options}
      onChange={(value) => props.onRefused(slot.set(value === NONE ? null : value, 'commit'))}
    />
  )
}
