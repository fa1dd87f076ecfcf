/** The row of a field: label (Keras's name), help, input, reset, and problems with their fixes. The fields of a config follow below. */
import { Tooltip } from '@mantine/core'
import { memo, useId, useState } from 'react'
import { hasError } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { ProblemList } from '../../problems/problem-list.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { ConfigsRow } from './configs-row.tsx'
import { FieldInput } from './field-input.tsx'
import styles from './fields.module.css'
import { Picture } from './pictures.tsx'
import { memberSlots, problemsOf, type Slot } from './slot.ts'

/** Maximum lengths; longer names, and inputs with longer values, are placed in a line of their own. */
const MAX_NAME_LENGTH = 13
const MAX_VALUE_LENGTH = 18

const isLong = ({ name, field, value }: Slot): boolean =>
  name.length > MAX_NAME_LENGTH ||
  (field.kind === 'rate' && typeof value !== 'number') ||
  (field.kind === 'config' && field.family().members.some((m) => m.type.length > MAX_VALUE_LENGTH)) ||
  (field.kind === 'text' && field.refersTo === 'file')

interface Props {
  readonly slot: Slot
  /** Names of nested fields that are shown even at their defaults; other defaults are hidden. Must be the same array each time. */
  readonly alwaysShown?: readonly string[]
}

/** Whether a row is shown when defaults are hidden: its value is set, it has a problem or it is listed. */
export const isShown = (slot: Slot, alwaysShown: readonly string[]): boolean =>
  slot.own ||
  alwaysShown.includes(slot.name) ||
  slot.problems.some(({ field }) => field === slot.path || field?.startsWith(`${slot.path}.`))

/** Memoized by its slot. */
export const FieldRow = memo(function FieldRow({ slot, alwaysShown }: Props) {
  const t = useText()
  const id = useId()
  const [refusal, setRefusal] = useState<Text | null>(null)
  const [open, setOpen] = useState(false)
  if (slot.field.kind === 'configs') return <ConfigsRow slot={slot} row={FieldRow} />

  const problems = problemsOf(slot)
  const inner = memberSlots(slot).filter((s) => alwaysShown === undefined || isShown(s, alwaysShown))
  const advancedSlots = inner.filter((s) => s.field.advanced && !s.own && problemsOf(s).length === 0)
  const mainSlots = inner.filter((s) => !advancedSlots.includes(s))
  const resetLabel = t({ en: `Reset ${slot.name} to its default`, ko: `${slot.name} 기본값으로` })
  const onlyName = advancedSlots.length === 1 ? advancedSlots[0]!.name : null
  const moreLabel = t({
    en: `${onlyName ?? 'More'} of ${slot.name}`,
    ko: `${slot.name}의 ${onlyName ?? '다른 설정'}`,
  })
  return (
    <div className={styles.field} data-field={slot.path}>
      <div className={styles.row} data-stacked={isLong(slot) || undefined} data-kind={slot.field.kind}>
        <span className={styles.label}>
          <Label of={id} name={slot.name} help={slot.field.help} />
          {slot.from !== undefined && (
            <span
              className={styles.from}
              role="img"
              aria-label={t({ en: `from ${slot.from}`, ko: `${slot.from}에서 옴` })}
              title={t({ en: `From ${slot.from}`, ko: `${slot.from}에서 옴` })}
            >
              <Icon name="chain" size={13} />
            </span>
          )}
          {slot.reset && (
            <button
              type="button"
              className={styles.small}
              aria-label={resetLabel}
              title={resetLabel}
              onClick={() => {
                setRefusal(null)
                slot.reset?.()
              }}
            >
              <Icon name="reset" size={13} />
            </button>
          )}
        </span>
        <span className={styles.input}>
          <FieldInput
            slot={slot}
            id={id}
            describedBy={`${id}-help${refusal ? ` ${id}-refused` : ''}`}
            invalid={refusal !== null || hasError(problems)}
            onRefused={setRefusal}
          />
          {advancedSlots.length > 0 && (
            <button
              type="button"
              className={styles.small}
              aria-label={moreLabel}
              title={moreLabel}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <Icon name="more" size={14} />
            </button>
          )}
        </span>
      </div>
      <span id={`${id}-help`} className="hidden-text">
        {t(slot.field.help)}
      </span>
      {refusal && (
        <p id={`${id}-refused`} className={styles.refused} role="alert">
          {t(refusal)}
        </p>
      )}
      {problems.length > 0 && (
        <div className={styles.problems}>
          <ProblemList problems={problems} />
        </div>
      )}
      <Picture slot={slot} />
      {(mainSlots.length > 0 || (open && advancedSlots.length > 0)) && (
        <div className={styles.nested}>
          {[...mainSlots, ...(open ? advancedSlots : [])].map((s) => (
            <FieldRow key={s.path} slot={s} {...(alwaysShown && { alwaysShown })} />
          ))}
        </div>
      )}
    </div>
  )
})

interface LabelProps {
  /** Id of the input. */
  readonly of: string
  readonly name: string
  readonly help: Text
}

/** Memoized, since a tooltip is expensive to render and does not depend on the value. */
const Label = memo(({ of, name, help }: LabelProps) => {
  const t = useText()
  return (
    <Tooltip label={t(help)} multiline maw={240} openDelay={350} position="left">
      <label htmlFor={of}>{name}</label>
    </Tooltip>
  )
})
