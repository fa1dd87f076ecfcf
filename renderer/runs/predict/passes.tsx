/** Several passes with dropout on, as an option: how much the answer depends on the numbers that are dropped. */
import { DEFAULT_PASSES, setPasses, usePredictions } from '../../state/predictions.ts'
import { useText } from '../../ui/text.ts'
import shared from './predict.module.css'
import styles from './predict-dock.module.css'

const COUNTS = [20, 50, 100, 200, 500] as const

export function Passes() {
  const t = useText()
  const hasDropout = usePredictions((s) => s.inputs?.hasDropout ?? false)
  const passes = usePredictions((s) => s.passes)
  if (!hasDropout) return null
  return (
    <div className={`${styles.passes} ${shared.checks}`}>
      <label>
        <input
          type="checkbox"
          checked={passes !== null}
          onChange={({ currentTarget }) => setPasses(currentTarget.checked ? DEFAULT_PASSES : null)}
        />
        {t({ en: 'passes with dropout on', ko: '드롭아웃을 켠 채 반복' })}
      </label>
      {passes !== null && (
        <>
          <select
            className={shared.select}
            value={passes}
            aria-label={t({ en: 'Number of passes', ko: '반복 횟수' })}
            onChange={({ currentTarget }) => setPasses(Number(currentTarget.value))}
          >
            {COUNTS.map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
          <span>{t({ en: 'mean ± standard deviation', ko: '평균 ± 표준편차' })}</span>
        </>
      )}
    </div>
  )
}
