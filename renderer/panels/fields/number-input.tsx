/** The input for a number: a text box with buttons for one step, and a slider where the range is small. */
import type { NumberField } from '../../../shared/fields/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import type { InputProps } from './input-props.ts'
import { formatNumber, parseNumber, stepValue } from './numbers.ts'
import { isSlider, Slider } from './slider.tsx'
import { TextBox } from './text-box.tsx'

export function NumberInput(props: InputProps & { readonly field: NumberField<unknown> }) {
  const t = useText()
  const { slot, field } = props
  const step = (direction: 1 | -1, big: boolean) =>
    props.onRefused(slot.set(stepValue(field, slot.value, direction, big), 'step'))
  return (
    <>
      {isSlider(field) && !slot.mixed && <Slider slot={slot} field={field} onRefused={props.onRefused} />}
      <span
        className={styles.box}
        data-narrow={isSlider(field) || undefined}
        data-own={slot.own || undefined}
        data-invalid={props.invalid || undefined}
      >
        <TextBox
          {...props}
          mono
          show={formatNumber}
          parse={(text) => parseNumber(text, field.optional)}
          {...(slot.mixed ? {} : { onStep: step })}
          placeholder={field.optional ? 'None' : ''}
        />
        {!slot.mixed &&
          ([-1, 1] as const).map((direction) => (
            <button
              key={direction}
              type="button"
              className={styles.step}
              tabIndex={-1}
              aria-label={`${slot.name} ${direction > 0 ? t({ en: 'increase', ko: '늘리기' }) : t({ en: 'decrease', ko: '줄이기' })}`}
              onClick={(event) => step(direction, event.shiftKey)}
            >
              <Icon name={direction > 0 ? 'plus' : 'minus'} size={12} />
            </button>
          ))}
      </span>
    </>
  )
}
