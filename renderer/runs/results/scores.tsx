/** The scores of an evaluation: the value, its 95 % interval, and what the trivial answer would have. */
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Interval } from '../../../shared/evaluation/score.ts'
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

export const formatInterval = (interval: Interval | null): string =>
  interval === null ? '' : `${formatMetric(interval[0])} – ${formatMetric(interval[1])}`

export function Scores({ output: { loss, figures } }: { readonly output: OutputEvaluation }) {
  const t = useText()
  const rows = [{ name: 'loss', ...loss, trivial: null }, ...figures.scores]
  return (
    <section className={styles.block}>
      <h3>{t({ en: 'Scores', ko: '점수' })}</h3>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                <span className="hidden-text">{t({ en: 'Name', ko: '이름' })}</span>
              </th>
              <th scope="col">{t({ en: 'value', ko: '값' })}</th>
              <th scope="col">{t({ en: '95 % interval', ko: '95 % 구간' })}</th>
              <th
                scope="col"
                title={t({
                  en: 'The same figure if the answer were always the most frequent class, or the mean, of the training rows',
                  ko: '늘 학습 행의 최빈 클래스나 평균으로 답할 때의 값',
                })}
              >
                {figures.kind === 'number'
                  ? t({ en: 'the mean', ko: '평균' })
                  : t({ en: 'most frequent', ko: '최빈값' })}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, value, interval, trivial }, i) => (
              <tr key={name} data-main={i === 1 || undefined}>
                <th scope="row">{name}</th>
                <td>{formatMetric(value)}</td>
                <td>{formatInterval(interval)}</td>
                <td>{trivial === null ? '' : formatMetric(trivial)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
