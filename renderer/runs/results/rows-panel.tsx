/** The rows behind a figure, and the chosen one among them. */
import { useEffect, useRef, useState } from 'react'
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { RowFilter, RowOrder } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { toggleExcluded } from '../../rows/mark-edits.ts'
import {
  currentEvaluation,
  type ShownRows,
  shownOutput,
  showRows,
  sortRows,
  useResults,
} from '../../state/evaluations.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { useAllRuns } from '../use-runs.ts'
import { ChosenRow } from './chosen-row.tsx'
import { MistakeGrid } from './mistake-grid.tsx'
import styles from './mistakes.module.css'
import { useMarking, useMarks } from './use-marking.ts'
import { useMistakes } from './use-mistakes.ts'

/** A browser limits the height of an element. */
const MAX_SHOWN = 1_000_000

export function RowsPanel() {
  const t = useText()
  const shown = useResults((s) => s.shown)
  const output = useResults((s) => shownOutput(s, currentEvaluation(s)?.figures))
  if (!output)
    return (
      <p className={styles.hint}>
        {t({
          en: 'The rows behind each figure appear here after the evaluation.',
          ko: '평가한 뒤에 지표마다 그 행이 여기에 나옵니다.',
        })}
      </p>
    )
  if (!shown)
    return (
      <div className={styles.hint}>
        <p>
          {t({
            en: 'Press a cell, a class or a bar to see its rows.',
            ko: '칸이나 클래스, 막대를 누르면 그 행이 나옵니다.',
          })}
        </p>
        {countOf(output) === 0 ? (
          <p>{t({ en: 'There are no mistakes.', ko: '오류가 없습니다.' })}</p>
        ) : (
          <AllMistakes output={output} />
        )}
      </div>
    )
  return (
    <div className={styles.panel}>
      <Head shown={shown} output={output} />
      {shown.total !== null && shown.total > 0 && (
        <Rows
          // Other rows, or another order, start at the first one.
          key={JSON.stringify([shown.filter, shown.order])}
          shown={shown}
          total={shown.total}
          output={output}
        />
      )}
    </div>
  )
}

const ORDERS: { readonly [O in RowOrder]: Text } = {
  confidence: { en: 'most confident first', ko: '확신이 큰 것부터' },
  loss: { en: 'greatest loss first', ko: '손실이 큰 것부터' },
  error: { en: 'greatest error first', ko: '오차가 큰 것부터' },
  row: { en: 'by row number', ko: '행 번호순' },
}
const ORDERS_OF: {
  readonly [kind in OutputEvaluation['figures']['kind']]: readonly RowOrder[]
} = {
  classes: ['confidence', 'loss', 'row'],
  labels: ['confidence', 'loss', 'error', 'row'],
  number: ['error', 'loss', 'row'],
}

function Head({ shown, output }: { readonly shown: ShownRows; readonly output: OutputEvaluation }) {
  const t = useText()
  const { title, total, order } = shown
  return (
    <header className={styles.panelHead}>
      <h2>{t(title)}</h2>
      <p>
        <small role="status">
          {total === null
            ? t({ en: 'Reading the rows…', ko: '행을 읽는 중…' })
            : t({
                en: total === 1 ? '1 row,' : `${formatCount(total)} rows,`,
                ko: `${formatCount(total)}행,`,
              })}
        </small>
        <select
          aria-label={t({ en: 'Order', ko: '순서' })}
          value={order}
          onChange={(event) => void sortRows(event.currentTarget.value as RowOrder)}
        >
          {ORDERS_OF[output.figures.kind].map((each) => (
            <option key={each} value={each}>
              {t(ORDERS[each])}
            </option>
          ))}
        </select>
        {!isAll(shown.filter) && countOf(output) !== 0 && <AllMistakes output={output} />}
      </p>
    </header>
  )
}

/** Whether no figure limits the rows. */
const isAll = (filter: RowFilter): boolean => Object.keys(filter).every((name) => name === 'isWrong')

/** How many mistakes there are, or rows where an answer is a number; unknown where it is several labels. */
function countOf({ figures }: OutputEvaluation): number | null {
  if (figures.kind === 'number') return figures.rows
  if (figures.kind === 'labels') return null
  return figures.byClass.reduce((sum, { support, recall }) => sum + Math.round(support * (1 - recall)), 0)
}

/** Leads to all wrong rows; of numbers, to all rows. */
function AllMistakes({ output }: { readonly output: OutputEvaluation }) {
  const t = useText()
  const isNumber = output.figures.kind === 'number'
  const count = countOf(output)
  const words = count === null ? '' : ` ${formatCount(count)}`
  const title = isNumber
    ? { en: `All${words} rows`, ko: `모든 행${words}개` }
    : { en: `All${words} mistakes`, ko: `모든 오류${words}개` }
  return (
    <button
      type="button"
      className={styles.all}
      onClick={() =>
        void showRows(
          isNumber ? { en: 'All rows', ko: '모든 행' } : { en: 'All mistakes', ko: '모든 오류' },
          isNumber ? {} : { isWrong: true },
        )
      }
    >
      {t(title)}
    </button>
  )
}

interface RowsProps {
  readonly shown: ShownRows
  readonly total: number
  readonly output: OutputEvaluation
}

function Rows({ shown, total, output }: RowsProps) {
  const t = useText()
  const run = useResults((s) => s.run)
  const info = useAllRuns().find((each) => each.info.run === run)?.info ?? null
  const count = Math.min(total, MAX_SHOWN)
  const { windows, form, refused } = useMistakes(shown, count)
  const [active, setActive] = useState<number | null>(null)
  const section = useRef<HTMLElement>(null)
  const root = useRef<HTMLDivElement>(null)
  const shownRow = active === null ? undefined : windows.row(active)
  const chosen = shownRow?.prediction
  const marks = useMarks(info)
  const marking = useMarking(info, chosen?.row ?? null)
  /** The row whose key was pressed before it was known whether it can be marked. */
  const waiting = useRef<number | null>(null)
  const exclude = () => {
    if (chosen && marking.state === 'checking') waiting.current = chosen.row
    else if (chosen && marking.state === 'ready')
      toggleExcluded(chosen.row, marking.marks, marking.fingerprint)
  }
  useEffect(() => {
    if (waiting.current === null || marking.state === 'checking') return
    const isChosen = waiting.current === chosen?.row
    waiting.current = null
    if (isChosen) exclude()
  })
  const onMark = (mark: 'exclude' | 'relabel') => {
    if (mark === 'relabel') section.current?.querySelector<HTMLElement>('[data-right-label]')?.focus()
    else exclude()
  }
  return (
    <div ref={root} className={styles.rows}>
      {refused.length > 0 && (
        <div className={styles.refused} role="alert">
          <b>{t({ en: 'What is in the rows cannot be shown.', ko: '행의 내용을 보여 줄 수 없습니다.' })}</b>
          {refused.map((reason) => (
            <p key={reason.en}>{t(reason)}</p>
          ))}
        </div>
      )}
      {form === null ? (
        <FirstRows windows={windows} />
      ) : (
        <MistakeGrid
          title={shown.title}
          count={count}
          windows={windows}
          form={form}
          output={output}
          marks={marks}
          active={active}
          onActivate={setActive}
          onMark={onMark}
        />
      )}
      {info && shownRow && (
        <ChosenRow
          info={info}
          output={output}
          shown={shownRow}
          marking={marking}
          section={section}
          onLeave={() => root.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()}
        />
      )}
    </div>
  )
}

/** The first rows tell what the others look like. */
function FirstRows({ windows }: { readonly windows: ReturnType<typeof useMistakes>['windows'] }) {
  useEffect(() => windows.show(0, 0), [windows])
  return <div className={styles.unread} />
}
