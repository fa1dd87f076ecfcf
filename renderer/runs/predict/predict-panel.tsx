/** The values of a row or a picture, where they come from, and what the network says to them. */
import { useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { nextRow, partOf, showRowNumber, usePredictions } from '../../state/predictions.ts'
import buttons from '../../ui/button.module.css'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { Answers } from './answers.tsx'
import { Fields } from './fields.tsx'
import { PasteRow } from './paste-row.tsx'
import { PictureInput } from './picture-input.tsx'
import shared from './predict.module.css'
import styles from './predict-panel.module.css'

export function PredictPanel() {
  const t = useText()
  const inputs = usePredictions((s) => s.inputs)
  const problems = usePredictions((s) => s.problems)
  const refused = usePredictions((s) => s.refused)
  if (!inputs)
    return problems.length > 0 ? (
      <Problems problems={problems} />
    ) : (
      <p className={shared.hint} role="status">
        {t({ en: 'Opening the network…', ko: '신경망을 여는 중…' })}
      </p>
    )
  return (
    <div className={styles.predict} data-kind={inputs.columns ? 'table' : 'picture'}>
      {inputs.columns ? <Fields columns={inputs.columns} /> : <PictureInput />}
      <div className={shared.side}>
        <Origin />
        {inputs.columns && <PasteRow />}
      </div>
      <div>
        {/* A field says what is refused. */}
        {problems.length > 0 && refused === null ? <Problems problems={problems} /> : <Answers />}
      </div>
    </div>
  )
}

function Problems({ problems }: { readonly problems: readonly Text[] }) {
  const t = useText()
  return (
    <div className={shared.problem} role="alert">
      {problems.map((each) => (
        <p key={each.en}>{t(each)}</p>
      ))}
    </div>
  )
}

const PART_NAMES = {
  train: { en: 'training row', ko: '학습 행' },
  validation: { en: 'validation row', ko: '검증 행' },
  test: { en: 'test row', ko: '테스트 행' },
} as const

/** The row that the values are of, its true answer, and the way to others. */
function Origin() {
  const t = useText()
  const inputs = usePredictions((s) => s.inputs)!
  const row = usePredictions((s) => s.row)
  const isChanged = usePredictions((s) => s.isChanged)
  const rowProblems = usePredictions((s) => s.rowProblems)
  const [number, setNumber] = useState('')
  const part = PART_NAMES[partOf(inputs)]
  return (
    <>
      <p className={styles.origin} role="status">
        {row &&
          (row.part === null
            ? t({ en: `Row ${formatCount(row.row + 1)}`, ko: `${formatCount(row.row + 1)}번 행` })
            : t({
                en: `${capital(PART_NAMES[row.part].en)} ${formatCount(row.row + 1)}`,
                ko: `${PART_NAMES[row.part].ko} ${formatCount(row.row + 1)}`,
              }))}
        {row && isChanged && ` · ${t({ en: 'changed', ko: '바뀜' })}`}
        {row?.truth.map(({ target, text }) => (
          <span key={target}>
            {t({ en: `true ${target}: `, ko: `${target} 정답: ` })}
            <b>{text === '' ? '–' : text}</b>
          </span>
        ))}
      </p>
      <button type="button" className={buttons.button} onClick={() => void nextRow()}>
        {t({ en: `Next ${part.en}`, ko: `다음 ${part.ko}` })}
      </button>
      <form
        className={styles.number}
        onSubmit={(event) => {
          event.preventDefault()
          const asked = Number(number.replaceAll(',', ''))
          if (Number.isInteger(asked) && asked >= 1) void showRowNumber(asked - 1)
        }}
      >
        <input
          className={shared.input}
          value={number}
          inputMode="numeric"
          placeholder={t({ en: 'row', ko: '행 번호' })}
          aria-label={t({ en: 'Row number', ko: '행 번호' })}
          onChange={({ currentTarget }) => setNumber(currentTarget.value)}
        />
        <button type="submit" className={buttons.button}>
          {t({ en: 'Show', ko: '보기' })}
        </button>
      </form>
      {rowProblems.length > 0 && <Problems problems={rowProblems} />}
    </>
  )
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
