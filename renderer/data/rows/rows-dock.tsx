/** The dock of the Data workspace: the rows, the problems, and how the split divides the rows. */
import type { Text } from '../../../shared/text.ts'
import { FoldButton } from '../../panels/dock/fold-button.tsx'
import { ProblemsPanel } from '../../panels/dock/problems-panel.tsx'
import { ResizeHandle } from '../../panels/dock/resize-handle.tsx'
import { TabList } from '../../panels/dock/tab-list.tsx'
import { useProblems } from '../../problems/current-problems.ts'
import { DATA_TABS, type DataTab, showCell, showDataTab, useDataView } from '../../state/data-view.ts'
import { useDataDock } from '../../state/dock.ts'
import { useMedia } from '../../ui/media.ts'
import { useText } from '../../ui/text.ts'
import { useTableView } from '../use-table-view.ts'
import { GoToRow } from './go-to-row.tsx'
import styles from './rows.module.css'
import { RowsGrid } from './rows-grid.tsx'
import { SplitBalance } from './split-balance.tsx'
import { TableNotes } from './table-notes.tsx'

const NAMES: { readonly [T in DataTab]: Text } = {
  rows: { en: 'Rows', ko: '행' },
  prepared: { en: 'Prepared', ko: '전처리 결과' },
  problems: { en: 'Problems', ko: '문제' },
  split: { en: 'Split', ko: '분할' },
}

/** A narrow window has no room for the split beside the rows. */
const NARROW = '(max-width: 1100px)'

export function RowsDock() {
  const t = useText()
  const narrow = useMedia(NARROW)
  const folded = useDataDock((s) => s.folded)
  const height = useDataDock((s) => s.height)
  const wanted = useDataView((s) => s.tab)
  const tab = wanted === 'split' && !narrow ? 'rows' : wanted
  return (
    <section
      className={styles.dock}
      data-area="rows"
      data-folded={folded || undefined}
      style={folded ? undefined : ({ '--height': `${height}px` } as React.CSSProperties)}
      aria-label={t({ en: 'Rows and problems', ko: '행과 문제' })}
    >
      <ResizeHandle dock={useDataDock} />
      <div className={styles.header}>
        <Tabs tab={tab} narrow={narrow} folded={folded} />
        <FirstBadCell />
        {!folded && (tab === 'rows' || tab === 'prepared') && <GoToRow />}
        <FoldButton dock={useDataDock} />
      </div>
      {!folded && (
        <div className={styles.panel} role="tabpanel" id="data-panel" aria-labelledby={`data-tab-${tab}`}>
          {(tab === 'rows' || tab === 'prepared') && (
            <div className={styles.beside} data-narrow={narrow || undefined}>
              <RowsGrid isPrepared={tab === 'prepared'} />
              {!narrow && <SplitBalance />}
            </div>
          )}
          {tab === 'problems' && (
            <div className={styles.problems}>
              <TableNotes />
              <ProblemsPanel />
            </div>
          )}
          {tab === 'split' && <SplitBalance />}
        </div>
      )}
    </section>
  )
}

interface TabsProps {
  readonly tab: DataTab
  readonly narrow: boolean
  readonly folded: boolean
}

function Tabs({ tab, narrow, folded }: TabsProps) {
  const t = useText()
  const tabs = DATA_TABS.filter((each) => each !== 'split' || narrow)
  const problems = useProblems()
  const table = useTableView()
  const count =
    problems.length + (table?.suggestion.problems.length ?? 0) + (table?.profile.problems.length ?? 0)
  return (
    <TabList
      label={t({ en: 'Panels of the data', ko: '데이터 패널' })}
      prefix="data"
      tabs={tabs}
      selected={tab}
      folded={folded}
      onSelect={showDataTab}
      contentOf={(each) => (
        <>
          {t(NAMES[each])}
          {each === 'problems' && count > 0 && (
            <span
              className={styles.badge}
              data-bad={problems.some(({ severity }) => severity === 'error') || undefined}
            >
              {count}
            </span>
          )}
        </>
      )}
    />
  )
}

/** The first cell that is not of its column's type, with the way to it. */
function FirstBadCell() {
  const t = useText()
  const table = useTableView()
  const columns = (table?.view.columns ?? []).filter(
    ({ role, profile }) => role !== 'ignore' && profile.badCells.count > 0,
  )
  const count = columns.reduce((sum, { profile }) => sum + profile.badCells.count, 0)
  const first = columns[0]?.profile
  const cell = first?.badCells.first[0]
  if (!first || !cell) return <span className={styles.say} />
  const { row, line } = cell
  const place =
    line === null
      ? { en: `row ${row + 1}`, ko: `${row + 1}번째 행` }
      : { en: `line ${line}`, ko: `${line}번째 줄` }
  return (
    <span className={styles.say}>
      <span>
        {t({
          en: `${count === 1 ? '1 cell is' : `${count} cells are`} not of the type: ${place.en}, ${first.name}`,
          ko: `종류에 맞지 않는 셀 ${count}개: ${place.ko}, ${first.name}`,
        })}
      </span>
      <button type="button" className={styles.link} onClick={() => showCell(row, first.name)}>
        {t({ en: 'Go to it', ko: '가기' })}
      </button>
    </span>
  )
}
