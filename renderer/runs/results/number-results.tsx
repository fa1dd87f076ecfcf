/** Predicted numbers: how large the errors are, where on the scale, and their distribution. Each group leads to its rows. */
import type { NumberFigures } from '../../../shared/evaluation/number-figures.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

/** The next smaller number: a bin ends before the next one begins. */
const below = (value: number): number => value - Math.max(Math.abs(value), 1e-300) * Number.EPSILON

export function NumberResults({
  figures: { quantiles, byTruth, residuals },
}: {
  readonly figures: NumberFigures
}) {
  const t = useText()
  const maximum = Math.max(1, ...residuals.counts)
  const width = (residuals.to - residuals.from) / residuals.counts.length
  return (
    <>
      <section className={styles.block}>
        <h3>{t({ en: 'Error by quantile', ko: '오차의 분위수' })}</h3>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                {t({ en: 'share of rows', ko: '행의 비율' })}
              </th>
              <th scope="col">{t({ en: 'absolute error at most', ko: '절대 오차 이하' })}</th>
            </tr>
          </thead>
          <tbody>
            {quantiles.map(({ share, error }) => (
              <tr key={share}>
                <th scope="row">{`${Math.round(100 * share)} %`}</th>
                <td>{formatMetric(error)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className={styles.block}>
        <h3>{t({ en: 'Error by the true number', ko: '정답 구간별 오차' })}</h3>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                {t({ en: 'true number', ko: '정답' })}
              </th>
              <th scope="col">{t({ en: 'rows', ko: '행' })}</th>
              <th scope="col">{t({ en: 'mean absolute error', ko: '평균 절대 오차' })}</th>
              <th scope="col">{t({ en: 'predicted − true', ko: '예측 − 정답' })}</th>
            </tr>
          </thead>
          <tbody>
            {byTruth.map(({ from, to, rows, meanAbsoluteError, bias }) => {
              const name = `${formatMetric(from)} – ${formatMetric(to)}`
              return (
                <tr key={name}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.link}
                      onClick={() =>
                        void showRows(
                          {
                            en: `True number between ${formatMetric(from)} and ${formatMetric(to)}`,
                            ko: `정답 ${name}`,
                          },
                          { truthRange: [from, to] },
                        )
                      }
                    >
                      {name}
                    </button>
                  </th>
                  <td>{formatCount(rows)}</td>
                  <td>{formatMetric(meanAbsoluteError)}</td>
                  <td>{formatMetric(bias)}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </section>
      <section className={styles.block}>
        <h3>
          {t({ en: 'Residuals', ko: '잔차' })}
          <small>{t({ en: 'predicted − true number', ko: '예측 − 정답' })}</small>
        </h3>
        <ul className={styles.histogram}>
          {residuals.counts.map((count, i) => {
            const low = residuals.from + i * width
            const isLast = i === residuals.counts.length - 1
            const high = isLast ? residuals.to : low + width
            const name = `${formatMetric(low)} – ${formatMetric(high)}: ${formatCount(count)}`
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a bar is its place
              <li key={i}>
                <button
                  type="button"
                  aria-label={name}
                  title={name}
                  style={{ '--share': count / maximum } as React.CSSProperties}
                  onClick={() =>
                    void showRows(
                      {
                        en: `Residual ${formatMetric(low)} – ${formatMetric(high)}`,
                        ko: `잔차 ${formatMetric(low)} – ${formatMetric(high)}`,
                      },
                      { residual: [low, isLast ? high : below(high)] },
                    )
                  }
                />
              </li>
            )
          })}
        </ul>
        <p className={styles.ends}>
          <span>{formatMetric(residuals.from)}</span>
          <span>{formatMetric(residuals.to)}</span>
        </p>
      </section>
    </>
  )
}
