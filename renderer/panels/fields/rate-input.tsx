/** A learning rate: a number or a schedule. The fields of the schedule follow as separate rows. */

import { schedules } from '../../../shared/catalog/schedules/index.ts'
import { getMember, type RateField } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import type { InputProps } from './input-props.ts'
import { NumberInput } from './number-input.tsx'
import { useRunSteps } from './run-steps.ts'
import { Select } from './select.tsx'
import { asConfig } from './slot.ts'

const CONSTANT = ''

export function RateInput(props: InputProps & { readonly field: RateField<unknown> }) {
  const t = useText()
  const total = useRunSteps()
  const { slot, field } = props
  const config = asConfig(slot.value)
  const constant = field.number.default
  const choose = (type: string) => {
    const { initial_learning_rate: initialRate, max_learning_rate: maxRate } = config ?? { type }
    const rate = [slot.value, initialRate, maxRate].find((v) => typeof v === 'number') ?? constant
    const scheduleFields: { readonly [name: string]: unknown } =
      type === CONSTANT ? {} : getMember(schedules, { type }).propsForRun(rate, total ?? 10_000)
    props.onRefused(slot.set(type === CONSTANT ? constant : ({ type, ...scheduleFields } as Json), 'commit'))
  }
  const options = schedules.members.map((m) => ({ value: m.type, help: t(m.help) }))
  if (config)
    return (
      <Select
        {...props}
        value={config.type}
        options={[{ value: CONSTANT, label: t({ en: 'constant', ko: '일정하게' }) }, ...options]}
        onChange={choose}
      />
    )
  const label = t({ en: `Change ${slot.name} during training`, ko: `학습하는 동안 ${slot.name} 바꾸기` })
  return (
    <>
      <NumberInput {...props} field={field.number} />
      <span className={styles.overlaid} title={label}>
        <Icon name="schedule" size={14} />
        <select
          className={styles.overlay}
          value={CONSTANT}
          aria-label={label}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value={CONSTANT}>{t({ en: 'constant', ko: '일정하게' })}</option>
          {options.map((o) => (
            <option key={o.value} value={o.value} title={o.help}>
              {o.value}
            </option>
          ))}
        </select>
      </span>
    </>
  )
}
