/** Rows by true and predicted class. Arrow keys move from cell to cell; Enter or a press shows the rows of a cell. */
import { useRef, useState } from 'react'
import { showRows } from '../../state/evaluations.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

interface Props {
  /** By true class, then by predicted class. */
  readonly counts: readonly (readonly number[])[]
  readonly classes: readonly string[]
}

/** Classes whose matrix is drawn; the pairs and the classes are listed for any number. */
const MAX_DRAWN = 50

/** Classes of a matrix that fits beside another block. */
const MAX_NARROW = 6

export function ConfusionMatrix({ counts, classes }: Props) {
  const t = useText()
  const [asShares, setAsShares] = useState(false)
  const [active, setActive] = useState<readonly [number, number]>([0, 0])
  const table = useRef<HTMLTableElement>(null)
  if (classes.length > MAX_DRAWN) return null
  const rowSums = counts.map((row) => row.reduce((sum, count) => sum + count, 0))
  const worst = Math.max(1, ...counts.flatMap((row, i) => row.filter((_, j) => i !== j)))
  const move = (row: number, column: number) => {
    const last = classes.length - 1
    const next = [Math.min(Math.max(row, 0), last), Math.min(Math.max(column, 0), last)] as const
    setActive(next)
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus()
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    const [row, column] = active
    const target = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      Home: [row, 0],
      End: [row, classes.length - 1],
    }[event.key]
    if (!target) return
    event.preventDefault()
    move(target[0]!, target[1]!)
  }
  return (
    <section className={styles.block} data-wide={classes.length > MAX_NARROW || undefined}>
      <h3>
        {t({ en: 'Confusion matrix', ko: '혼동 행렬' })}
        <small>{t({ en: 'rows: true class, columns: predicted class', ko: '행: 정답, 열: 예측' })}</small>
        <button
          type="button"
          className={styles.toggle}
          aria-pressed={asShares}
          onClick={() => setAsShares(!asShares)}
        >
          {t({ en: '% of the row', ko: '행의 %' })}
        </button>
      </h3>
      <div className={styles.scroller}>
        <table ref={table} className={styles.matrix} onKeyDown={onKeyDown}>
          <thead>
            <tr>
              <td />
              {classes.map((name) => (
                <th key={name} scope="col" title={name}>
                  <span>{name}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((row, i) => (
              <tr key={classes[i]}>
                <th scope="row" title={classes[i]}>
                  {classes[i]}
                </th>
                {row.map((count, j) => {
                  const [truth, predicted] = [classes[i]!, classes[j]!]
                  const share = count / Math.max(1, rowSums[i]!)
                  const label = t({
                    en: `${truth}, predicted as ${predicted}: ${formatCount(count)} of ${formatCount(rowSums[i]!)}, ${(100 * share).toFixed(1)} %`,
                    ko: `${truth}을(를) ${predicted}(으)로 예측: ${formatCount(rowSums[i]!)}개 중 ${formatCount(count)}개, ${(100 * share).toFixed(1)} %`,
                  })
                  return (
                    <td key={predicted}>
                      <button
                        type="button"
                        data-cell={`${i},${j}`}
                        data-right={i === j || undefined}
                        tabIndex={active[0] === i && active[1] === j ? 0 : -1}
                        aria-label={label}
                        title={label}
                        style={{ '--share': i === j ? share : count / worst } as React.CSSProperties}
                        onFocus={() => setActive([i, j])}
                        onClick={() =>
                          void showRows(
                            {
                              en: `${truth} predicted as ${predicted}`,
                              ko: `${truth}을(를) ${predicted}(으)로 예측`,
                            },
                            { truth: i, predicted: j },
                          )
                        }
                      >
                        {count === 0 ? '·' : asShares ? (100 * share).toFixed(1) : formatCount(count)}
                      </button>
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
