/** One field for each column that the network takes, with what becomes of a value that it does not know. */
import { useId } from 'react'
import type { InputColumn } from '../../../shared/ipc/contract/index.ts'
import { setCells, usePredictions } from '../../state/predictions.ts'
import { useText } from '../../ui/text.ts'
import styles from './fields.module.css'
import shared from './predict.module.css'

export function Fields({ columns }: { readonly columns: readonly InputColumn[] }) {
  const t = useText()
  return (
    <fieldset className={styles.fields}>
      <legend className="hidden-text">{t({ en: 'Values of the row', ko: '행의 값' })}</legend>
      {columns.map((column) => (
        <Field key={column.name} column={column} />
      ))}
    </fieldset>
  )
}

function Field({ column }: { readonly column: InputColumn }) {
  const t = useText()
  const id = useId()
  const { name, type, unit, categories } = column
  const value = usePredictions((s) => s.cells[name] ?? '')
  const note = useNote(column, value)
  const common = {
    id,
    value,
    'aria-describedby': note ? `${id}-note` : undefined,
    'aria-invalid': note?.isRefused || undefined,
    onChange: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      setCells({ [name]: currentTarget.value }),
  }
  return (
    <div className={shared.field}>
      <label htmlFor={id} title={name}>
        {name}
        {unit !== null && <small>{unit}</small>}
      </label>
      {type === 'boolean' && categories.length > 0 ? (
        <select {...common}>
          {[...new Set([...categories, '', value])].map((each) => (
            <option key={each} value={each}>
              {each === '' ? t({ en: '(missing)', ko: '(빈 값)' }) : each}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...common}
          type="text"
          inputMode={type === 'number' ? 'decimal' : undefined}
          list={categories.length > 0 ? `${id}-list` : undefined}
          placeholder={type === 'date' ? '2024-12-31' : undefined}
          spellCheck={false}
          autoComplete="off"
        />
      )}
      {type !== 'boolean' && categories.length > 0 && (
        <datalist id={`${id}-list`}>
          {categories.slice(0, MAX_LISTED).map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      {note && (
        <span id={`${id}-note`} className={styles.note} data-refused={note.isRefused || undefined}>
          {note.text}
        </span>
      )}
    </div>
  )
}

const MAX_LISTED = 500

/** What the document does with the value, where it is not simply used. */
function useNote(
  { name, type, categories, missing, unseen }: InputColumn,
  value: string,
): { readonly text: string; readonly isRefused: boolean } | null {
  const t = useText()
  const isAbsent = usePredictions((s) => s.answer?.absent.includes(name) ?? false)
  const isRefused = usePredictions((s) => s.refused === name)
  const isReason = usePredictions((s) => s.answer?.missing === name)
  const problem = usePredictions((s) => s.problems[0])
  if (isRefused && problem) return { text: t(problem), isRefused: true }
  if (value === '' || isAbsent) {
    const what =
      value === ''
        ? t({ en: 'missing', ko: '빈 값' })
        : type === 'number'
          ? t({ en: 'no number, counts as missing', ko: '숫자가 아니어서 빈 값으로 봅니다' })
          : t({ en: 'counts as missing', ko: '빈 값으로 봅니다' })
    return { text: `${what}: ${t(missing)}`, isRefused: isReason }
  }
  if (isReason)
    return {
      text: t({
        en: 'no prediction: a step cannot take this value',
        ko: '예측하지 않습니다. 단계가 이 값을 받지 못합니다',
      }),
      isRefused: true,
    }
  if (unseen && categories.length > 0 && type !== 'boolean' && !categories.includes(value))
    return {
      text: `${t({ en: 'in no training row', ko: '학습 행에 없음' })}: ${t(unseen)}`,
      isRefused: false,
    }
  return null
}
