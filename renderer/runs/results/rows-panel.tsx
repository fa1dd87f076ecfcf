/** The rows behind a figure: row number, the truth, what was predicted, how surely. */
import type { ClassFigures } from '../../../shared/evaluation/class-figures.ts'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import { currentEvaluation, showMoreRows, shownOutput, useResults } from '../../state/evaluations.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

export function RowsPanel() {
  const t = useText()
  const shown = useResults((s) => s.shown)
  const output = useResults((s) => shownOutput(s, currentEvaluation(s)?.figures))
  if (!shown || !output)
    return (
      <p className={styles.hint}>
        {t({
          en: 'Press a cell, a class or a bar to see its rows.',
          ko: '칸이나 클래스, 막대를 누르면 그 행이 나옵니다.',
        })}
      </p>
    )
  const { title, total, rows } = shown
  const isNumber = output.figures.kind === 'number'
  return (
    <>
      <header className={styles.panelHead}>
        <h2>{t(title)}</h2>
        <small role="status">
          {total === null
            ? t({ en: 'Reading the rows…', ko: '행을 읽는 중…' })
            : isNumber
              ? t({
                  en: `${rowsText(total)}, greatest error first`,
                  ko: `${formatCount(total)}행, 오차가 큰 것부터`,
                })
              : t({
                  en: `${rowsText(total)}, most confident first`,
                  ko: `${formatCount(total)}행, 확신이 큰 것부터`,
                })}
        </small>
      </header>
      <table className={styles.rows}>
        <thead>
          <tr>
            <th scope="col">{t({ en: 'row', ko: '행' })}</th>
            <th scope="col">{t({ en: 'true', ko: '정답' })}</th>
            <th scope="col">{t({ en: 'predicted', ko: '예측' })}</th>
            <th scope="col">
              {isNumber ? t({ en: 'error', ko: '오차' }) : t({ en: 'confidence', ko: '확신' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, truth, predicted, confidence }) => (
            <tr key={row}>
              <th scope="row">{formatCount(row + 1)}</th>
              <td>{answerText(output, truth)}</td>
              <td>{answerText(output, predicted)}</td>
              <td>
                {formatMetric(
                  isNumber && typeof truth === 'number' && typeof predicted === 'number'
                    ? predicted - truth
                    : confidence,
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {total !== null && rows.length < total && (
        <button type="button" className={styles.button} onClick={() => void showMoreRows()}>
          {t({ en: 'Show more', ko: '더 보기' })}
        </button>
      )}
    </>
  )
}

const rowsText = (count: number): string => (count === 1 ? '1 row' : `${formatCount(count)} rows`)

/** The name of a class, the number, or the names of labels. */
function answerText({ figures }: OutputEvaluation, answer: number | readonly number[]): string {
  if (figures.kind === 'number') return formatMetric(answer as number)
  const names =
    'classes' in figures
      ? (figures as ClassFigures).classes
      : (figures as { labels: readonly string[] }).labels
  return (typeof answer === 'number' ? [answer] : answer).map((i) => names[i] ?? String(i)).join(', ')
}
