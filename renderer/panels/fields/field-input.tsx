/** The input for a field, by its kind. */
import { useId } from 'react'
import type { Field } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import { chooseDataFile } from '../../state/choose-file.ts'
import { allowChosen } from '../../state/data-access.ts'
import { useApp } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { ConfigInput } from './config-input.tsx'
import styles from './fields.module.css'
import type { InputProps } from './input-props.ts'
import { NumberInput } from './number-input.tsx'
import { RateInput } from './rate-input.tsx'
import { Select } from './select.tsx'
import type { Slot } from './slot.ts'
import { TextBox } from './text-box.tsx'

function Switch({ slot, id, describedBy, onRefused }: InputProps) {
  const on = slot.value === true
  return (
    <button
      id={id}
      type="button"
      role="switch"
      aria-checked={slot.mixed ? 'mixed' : on}
      aria-describedby={describedBy}
      className={styles.switch}
      onClick={() => onRefused(slot.set(!on, 'commit'))}
    />
  )
}

function PathInput(props: InputProps) {
  const t = useText()
  const { slot } = props
  const typedSlot: Slot = {
    ...slot,
    set(value, mode) {
      if (mode === 'commit' && typeof value === 'string') void allowChosen(value)
      return slot.set(value, mode)
    },
  }
  const choose = async () => {
    const path = await chooseDataFile(slot.path.endsWith('.path') ? 'table' : 'idx')
    if (path !== null) props.onRefused(slot.set(path, 'commit'))
  }
  const label = t({ en: `Choose a file for ${slot.name}`, ko: `${slot.name} 파일 고르기` })
  return (
    <span className={styles.box} data-own={slot.own || undefined} data-invalid={props.invalid || undefined}>
      <TextBox
        {...props}
        slot={typedSlot}
        show={(v) => String(v ?? '')}
        parse={(text) => text}
        placeholder={t({ en: 'No file yet', ko: '파일 없음' })}
      />
      <button
        type="button"
        className={styles.step}
        aria-label={label}
        title={label}
        onClick={() => void choose()}
      >
        <Icon name="folder" size={14} />
      </button>
    </span>
  )
}

type NamesField = Extract<Field, { kind: 'names' }>

/** A comma may be part of a path. */
const separatorOf = ({ refersTo }: NamesField): string => (refersTo === 'file' ? ';' : ',')

/** `a, b` → ["a", "b"]. One name remains a string if the field accepts it; an empty text is None. */
const parseNames = (text: string, field: NamesField): Json => {
  const names = text
    .split(separatorOf(field))
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) return null
  return field.allowsSingle && names.length === 1 ? names[0]! : names
}

/** `28, 28` or `28×28` → [28, 28]. Any other text is returned unchanged. */
const parseShape = (text: string): Json => {
  const parts = text.split(/[\s,×x*()[\]]+/).filter((part) => part !== '')
  const sizes = parts.map(Number)
  return parts.length > 0 && sizes.every(Number.isFinite) ? sizes : text
}

/** `1, 2` → [1, 2]. One number remains a number if the field accepts it; an empty text is None if the field is optional. */
const parseNumbers = (text: string, field: Extract<Field, { kind: 'numbers' }>): Json => {
  if (text.trim() === '' && field.optional) return null
  if (text.trim() === field.word) return field.word
  const list = parseShape(text)
  return field.allowsSingle && Array.isArray(list) && list.length === 1 ? list[0]! : list
}

const formatList = (value: Json, separator = ','): string =>
  Array.isArray(value) ? value.join(`${separator} `) : String(value ?? '')

function TextInput(
  props: InputProps & { readonly field: Extract<Field, { kind: 'text' | 'names' | 'shape' | 'numbers' }> },
) {
  const t = useText()
  const { slot, field } = props
  const listId = useId()
  const data = useApp((s) => s.data)
  const columns =
    data.state === 'ready' ? [...data.info.targets, ...data.info.columns].map((c) => c.name) : []
  const isColumn =
    (field.kind === 'names' && field.refersTo !== 'file') ||
    (field.kind === 'text' && field.refersTo === 'column')
  const parse = (text: string): Json => {
    if (field.kind === 'names') return parseNames(text, field)
    if (field.kind === 'shape') return parseShape(text)
    if (field.kind === 'numbers') return parseNumbers(text, field)
    return field.optional && text.trim() === '' ? null : text
  }
  return (
    <span className={styles.box} data-own={slot.own || undefined} data-invalid={props.invalid || undefined}>
      <TextBox
        {...props}
        mono={field.kind === 'shape' || field.kind === 'numbers'}
        show={(value) => formatList(value, field.kind === 'names' ? separatorOf(field) : ',')}
        parse={parse}
        placeholder={field.kind === 'names' ? t(field.empty) : field.optional ? 'None' : ''}
        {...(isColumn && columns.length > 0 ? { list: listId } : {})}
      />
      {isColumn && columns.length > 0 && (
        <datalist id={listId}>
          {columns.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
      )}
    </span>
  )
}

export function FieldInput(props: InputProps) {
  const { slot } = props
  const { field } = slot
  switch (field.kind) {
    case 'int':
    case 'float':
      return <NumberInput {...props} field={field} />
    case 'bool':
      return <Switch {...props} />
    case 'choice':
      return (
        <Select
          {...props}
          options={field.choices.map((value) => ({ value }))}
          value={String(slot.value)}
          onChange={(value) => props.onRefused(slot.set(value, 'commit'))}
        />
      )
    case 'config':
      return <ConfigInput {...props} field={field} />
    case 'rate':
      return <RateInput {...props} field={field} />
    case 'text':
      return field.refersTo === 'file' ? <PathInput {...props} /> : <TextInput {...props} field={field} />
    case 'shape':
    case 'names':
    case 'numbers':
      return <TextInput {...props} field={field} />
    case 'configs':
      return null
  }
}
