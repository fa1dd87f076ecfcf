/** The Data workspace: the source on the left, its columns in the middle, the selected column on the right, the rows below. */
import { type ReactNode, useEffect } from 'react'
import { useDocument } from '../state/store.ts'
import { isTable, useTable } from '../state/table.ts'
import { focusLoaded } from '../state/workspace.ts'
import { useText } from '../ui/text.ts'
import frame from '../ui/workspace.module.css'
import { ColumnPanel } from './column/column-panel.tsx'
import { ColumnGrid } from './columns/column-grid.tsx'
import { SuggestionBar } from './columns/suggestion-bar.tsx'
import styles from './data-workspace.module.css'
import { EmptyData } from './empty-data.tsx'
import { OtherData } from './other-data.tsx'
import { RowsDock } from './rows/rows-dock.tsx'
import { SourcePanel } from './source/source-panel.tsx'
import { TableProblems } from './table-problems.tsx'

interface Props {
  /** Messages, over the middle. */
  readonly children: ReactNode
}

export function DataWorkspace({ children }: Props) {
  const t = useText()
  const { data } = useDocument()
  const hasColumns = useTable((s) => s.profile !== null) && isTable(data)
  useEffect(() => focusLoaded('data'), [])
  return (
    <div className={`${frame.workspace} ${styles.workspace}`} data-whole={hasColumns || undefined}>
      <aside
        className={`${frame.left} ${styles.left}`}
        data-area="source"
        aria-label={t({ en: 'Source', ko: '원본' })}
      >
        <SourcePanel />
      </aside>
      <main
        className={`${frame.middle} ${styles.middle}`}
        data-area="columns"
        aria-label={t({ en: 'Data', ko: '데이터' })}
      >
        <Middle />
        {children}
      </main>
      {hasColumns && (
        <>
          <aside
            className={`${frame.right} ${styles.right}`}
            data-area="column"
            aria-label={t({ en: 'Selected column', ko: '선택한 열' })}
          >
            <ColumnPanel />
          </aside>
          <RowsDock />
        </>
      )}
    </div>
  )
}

function Middle() {
  const { data } = useDocument()
  const profile = useTable((s) => s.profile)
  const failed = useTable((s) => s.problems.length > 0)
  const stopped = useTable((s) => s.stopped)
  if (data === null) return <EmptyData />
  if (!isTable(data)) return <OtherData />
  return (
    <>
      {failed ? <TableProblems /> : <SuggestionBar />}
      {(profile || !(failed || stopped)) && <ColumnGrid />}
    </>
  )
}
