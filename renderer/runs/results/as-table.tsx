/** The figures of a plot as a table, closed at first: for a screen reader, and to copy. */
import type { ReactNode } from 'react'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

interface Props {
  readonly columns: readonly string[]
  /** Cells by row; the first one names it. */
  readonly rows: readonly (readonly ReactNode[])[]
}

export function AsTable({ columns, rows }: Props) {
  const t = useText()
  return (
    <details className={styles.asTable}>
      <summary>{t({ en: 'As table', ko: '표로 보기' })}</summary>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              {columns.map((name, i) => (
                <th key={name} scope="col" className={i === 0 ? styles.first : undefined}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([head, ...cells], i) => (
              // biome-ignore-start lint/suspicious/noArrayIndexKey: a row is its place
              <tr key={i}>
                <th scope="row">{head}</th>
                {cells.map((cell, j) => (
                  <td key={j}>{cell}</td>
                ))}
              </tr>
              // biome-ignore-end lint/suspicious/noArrayIndexKey: a row is its place
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
