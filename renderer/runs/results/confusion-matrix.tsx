// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the cells that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the button of one cell has the focus
/** Rows by true and predicted class, of which only the visible cells exist. Arrow keys move from cell to cell; Enter or a press shows the
 *  rows of a cell. */
import { useVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatCount, formatPercent } from '../../ui/format.ts'
import { Segments } from '../../ui/segments.tsx'
import { shortLabels } from '../../ui/short-labels.ts'
import { useText } from '../../ui/text.ts'
import styles from './confusion-matrix.module.css'
import { CELL_TEXTS, type CellText, matrixOf } from './confusion-order.ts'
import results from './results.module.css'

interface Props {
  /** By true class, then by predicted class. */
  readonly counts: readonly (readonly number[])[]
  readonly classes: readonly string[]
}

/** Classes of a matrix that fits beside another block. */
const MAX_NARROW = 6
/** Pixels: those of the style sheet. */
const CELL = { width: 52, height: 28 }
/** Width of the names of the true classes, and height of those of the predicted ones. */
const HEAD = { width: 110, height: 24 }
/** Characters of a name before a row and above a column. */
const ROOM = { row: 15, column: 8 }
/** To the left and the right of the matrix. */
const MARGINS = 28
/** The names stay in view, before the first cell. */
const headOf = (size: number) => ({ paddingStart: size, scrollPaddingStart: size })
/** Cells that exist beyond the visible ones on each side. */
const OVERSCAN = 4

const TEXTS: { readonly [text in CellText]: Text } = {
  count: { en: 'rows', ko: '행' },
  row: { en: '% of the row', ko: '행의 %' },
  column: { en: '% of the column', ko: '열의 %' },
  all: { en: '% of all', ko: '전체의 %' },
}

export function ConfusionMatrix({ counts, classes }: Props) {
  const t = useText()
  const [text, setText] = useState<CellText>('count')
  const [isSorted, setSorted] = useState(false)
  const [isDiagonalHidden, setDiagonalHidden] = useState(false)
  return (
    <section
      className={results.block}
      data-wide={classes.length > MAX_NARROW || undefined}
      style={{
        flexBasis: `min(100%, ${Math.max(340, MARGINS + HEAD.width + classes.length * CELL.width)}px)`,
      }}
    >
      <h3>
        {t({ en: 'Confusion matrix', ko: '혼동 행렬' })}
        <small>{t({ en: 'rows: true class, columns: predicted class', ko: '행: 정답, 열: 예측' })}</small>
      </h3>
      <div className={styles.choices}>
        <Segments
          label={t({ en: 'Cells', ko: '셀' })}
          values={CELL_TEXTS}
          value={text}
          nameOf={(each) => t(TEXTS[each])}
          onChange={setText}
        />
        <button
          type="button"
          className={results.toggle}
          aria-pressed={isSorted}
          onClick={() => setSorted(!isSorted)}
        >
          {t({ en: 'Most confused first', ko: '혼동이 많은 순' })}
        </button>
        <button
          type="button"
          className={results.toggle}
          aria-pressed={isDiagonalHidden}
          onClick={() => setDiagonalHidden(!isDiagonalHidden)}
        >
          {t({ en: 'Mistakes only', ko: '오류만' })}
        </button>
      </div>
      <Grid {...{ counts, classes, text, isSorted, isDiagonalHidden }} />
    </section>
  )
}

/** An end of a name has less room than a beginning: its last letter, which may be wide, must not be cut off. */
function headsOf(classes: readonly string[], room: number): readonly string[] {
  const names = shortLabels(classes, room)
  return names.some((name) => name.startsWith('…')) ? shortLabels(classes, room - 2) : names
}

interface GridProps extends Props {
  readonly text: CellText
  readonly isSorted: boolean
  readonly isDiagonalHidden: boolean
}

function Grid({ counts, classes, text, isSorted, isDiagonalHidden }: GridProps) {
  const t = useText()
  const matrix = useMemo(() => matrixOf(counts, isSorted), [counts, isSorted])
  const { order, rowSums } = matrix
  const rowNames = useMemo(() => headsOf(classes, ROOM.row), [classes])
  const columnNames = useMemo(() => headsOf(classes, ROOM.column), [classes])
  const [active, setActive] = useState<readonly [row: number, column: number]>([0, 0])
  const scroller = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)
  const axis = {
    count: classes.length,
    getScrollElement: () => scroller.current,
    overscan: OVERSCAN,
  }
  const rows = useVirtualizer({ ...axis, estimateSize: () => CELL.height, ...headOf(HEAD.height) })
  const columns = useVirtualizer({
    ...{ ...axis, estimateSize: () => CELL.width, horizontal: true, ...headOf(HEAD.width) },
  })
  // The cell may exist only after the matrix has scrolled to it.
  useEffect(() => {
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${active.join()}"]`)
    if (!wantsFocus.current || !cell) return
    wantsFocus.current = false
    cell.focus({ preventScroll: true })
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const next = nextCell(event.key, active, classes.length - 1)
    if (!next) return
    event.preventDefault()
    wantsFocus.current = true
    setActive(next)
    rows.scrollToIndex(next[0])
    columns.scrollToIndex(next[1])
  }
  const shownRows = rows.getVirtualItems()
  const shownColumns = columns.getVirtualItems()
  // The cell that has the tab stop may be out of sight.
  const isActiveShown =
    shownRows.some(({ index }) => index === active[0]) &&
    shownColumns.some(({ index }) => index === active[1])
  return (
    <div
      ref={scroller}
      className={styles.matrix}
      role="grid"
      tabIndex={isActiveShown ? -1 : 0}
      aria-label={t({ en: 'Confusion matrix', ko: '혼동 행렬' })}
      aria-rowcount={classes.length + 1}
      aria-colcount={classes.length + 1}
      onKeyDown={onKeyDown}
    >
      <div
        role="presentation"
        style={{
          height: rows.getTotalSize(),
          width: columns.getTotalSize(),
        }}
      >
        <div role="row" aria-rowindex={1} className={styles.heads}>
          {shownColumns.map(({ index, start }) => (
            <span
              key={index}
              role="columnheader"
              aria-colindex={index + 2}
              title={classes[order[index]!]}
              style={{ left: start }}
            >
              {columnNames[order[index]!]}
            </span>
          ))}
        </div>
        {shownRows.map(({ index: i, start }) => (
          <div key={i} role="row" aria-rowindex={i + 2} className={styles.row} style={{ top: start }}>
            <span role="rowheader" aria-colindex={1} title={classes[order[i]!]}>
              {rowNames[order[i]!]}
            </span>
            {shownColumns.map(({ index: j, start: left }) => {
              const [own, other] = [order[i]!, order[j]!]
              const [truth, predicted] = [classes[own]!, classes[other]!]
              const count = counts[own]![other]!
              const share = formatPercent(count / Math.max(1, rowSums[own]!))
              const label = t({
                en: `${truth}, predicted as ${predicted}: ${formatCount(count)} of ${formatCount(rowSums[own]!)}, ${share}`,
                ko: `${truth}을(를) ${predicted}(으)로 예측: ${formatCount(rowSums[own]!)}개 중 ${formatCount(count)}개, ${share}`,
              })
              const isRight = own === other
              return (
                <div key={j} role="gridcell" aria-colindex={j + 2} style={{ left }}>
                  <button
                    type="button"
                    data-cell={`${i},${j}`}
                    data-right={isRight || undefined}
                    tabIndex={active[0] === i && active[1] === j ? 0 : -1}
                    aria-label={label}
                    title={label}
                    style={
                      {
                        '--share': isRight && isDiagonalHidden ? 0 : matrix.shadeOf(own, other, text),
                      } as CSSProperties
                    }
                    onFocus={() => setActive([i, j])}
                    onClick={() =>
                      void showRows(
                        {
                          en: `${truth} predicted as ${predicted}`,
                          ko: `${truth}을(를) ${predicted}(으)로 예측`,
                        },
                        { truth: own, predicted: other },
                      )
                    }
                  >
                    {isRight && isDiagonalHidden ? '' : matrix.textOf(own, other, text)}
                  </button>
                </div>
              )
            })}
          </div>
        ))}
      </div>
    </div>
  )
}

/** Rows and columns of a page. */
const PAGE = 10

function nextCell(
  key: string,
  [row, column]: readonly [number, number],
  last: number,
): readonly [number, number] | null {
  const target = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    PageUp: [row - PAGE, column],
    PageDown: [row + PAGE, column],
    Home: [row, 0],
    End: [row, last],
  }[key]
  if (!target) return null
  const within = (place: number) => Math.min(Math.max(place, 0), last)
  return [within(target[0]!), within(target[1]!)]
}
