// biome-ignore-all lint/a11y/useSemanticElements: see run-grid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus
/** Several runs as one row of the table, with mean and range of the figures; it opens. */
import type { RunId } from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import type { Text } from '../../../shared/text.ts'
import { toggleAllChosen, toggleGroup } from '../../state/run-list.ts'
import { useApp } from '../../state/store.ts'
import { formatBytes, formatDuration, formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { countOfSet } from '../../ui/set-text.ts'
import { useText } from '../../ui/text.ts'
import { markOf } from '../run-colors.ts'
import type { RunColumns } from './run-columns.ts'
import { formatFact, formatRange, formatSettings, rangeText } from './run-format.ts'
import { groupFigure, type RunGroup, type ValueRange } from './run-groups.ts'
import { type Fact, groupOf, type RunRow, settingIn } from './run-values.ts'
import styles from './table.module.css'

interface Props {
  readonly group: RunGroup
  readonly isOpen: boolean
  readonly columns: RunColumns
  readonly index: number
  readonly top: number
  readonly isCurrent: boolean
  readonly chosen: readonly RunId[]
  /** The places of the lines in the comparison. */
  readonly places: ReadonlyMap<RunId, number>
  readonly onFocus: (row: number) => void
}

export function GroupRow({ group, isOpen, columns, index, top, isCurrent, chosen, places, onFocus }: Props) {
  const t = useText()
  const language = useApp((s) => s.language)
  const { runs, title, key } = group
  const count = runs.filter(({ info }) => chosen.includes(info.run)).length
  const isChosen = count === runs.length
  // Runs of several lines have no colour in common.
  const own = new Set(runs.map(({ info }) => places.get(info.run) ?? -1))
  const [place = -1] = own
  const color = own.size === 1 && place >= 0 ? `var(${markOf(place).color})` : 'var(--ink3)'
  const newest = runs.reduce((a, b) => (b.info.startedAt > a.info.startedAt ? b : a))
  return (
    <div
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, '--mark': color } as React.CSSProperties}
      role="row"
      data-row={index}
      data-group={isOpen ? 'open' : 'closed'}
      data-chosen={isChosen || undefined}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={1}
      aria-expanded={isOpen}
      aria-selected={isChosen}
      onPointerDown={(event) => {
        if (event.button === 0 && !(event.target as Element).closest('button, label')) onFocus(index)
      }}
      onDoubleClick={() => toggleGroup(key)}
    >
      <span role="gridcell">
        <label className={styles.check} data-checked={count > 0 || undefined}>
          <input
            ref={(input) => {
              if (input) input.indeterminate = count > 0 && !isChosen
            }}
            type="checkbox"
            tabIndex={-1}
            checked={isChosen}
            aria-label={t({ en: `Compare all of ${title}`, ko: `${title} 모두 비교` })}
            onChange={() => toggleAllChosen(runs.map(({ info }) => info.run))}
          />
          {count > 0 && <Icon name={isChosen ? 'check' : 'minus'} size={12} />}
        </label>
      </span>
      <span role="gridcell">
        <button
          type="button"
          className={styles.fold}
          tabIndex={-1}
          aria-label={
            isOpen
              ? t({ en: `Close ${title}`, ko: `${title} 접기` })
              : t({ en: `Open ${title}`, ko: `${title} 펼치기` })
          }
          onClick={() => {
            onFocus(index)
            toggleGroup(key)
          }}
        >
          <Icon name={isOpen ? 'down' : 'right'} size={14} />
        </button>
      </span>
      <span role="gridcell" className={styles.name} title={title}>
        <b>{title}</b>
        <i>{t(countText(group))}</i>
      </span>
      <GroupState runs={runs} />
      {columns.figure !== null && <GroupFigure range={groupFigure(runs, columns.figure)} />}
      {columns.figures.map((name) => {
        const range = groupFigure(runs, name)
        return (
          <span key={name} role="gridcell" data-number title={range ? t(rangeText(range)) : undefined}>
            {formatMetric(range?.mean)}
          </span>
        )
      })}
      {columns.settings.map((name) => {
        const text = formatSettings(runs.map((run) => settingIn(run, name)))
        return (
          <span key={name} role="gridcell" className={styles.setting} title={text}>
            {text}
          </span>
        )
      })}
      {columns.facts.map((fact) => (
        <span key={fact} role="gridcell" data-number>
          {groupFact(runs, fact) ?? formatFact(newest, fact, language)}
        </span>
      ))}
    </div>
  )
}

export const countText = ({ set, runs }: RunGroup): Text =>
  set === null
    ? { en: `${runs.length} ${runs.length === 1 ? 'run' : 'runs'}`, ko: `학습 기록 ${runs.length}개` }
    : countOfSet(set, runs.length)

function GroupState({ runs }: { readonly runs: readonly RunRow[] }) {
  const t = useText()
  const finished = runs.filter(({ state }) => state === 'finished').length
  const training = runs.find(({ state }) => !isFinalState(state))
  const state = groupOf((training ?? runs.find((run) => run.state !== 'finished') ?? runs[0]!).state)
  return (
    <span role="gridcell" className={styles.state} data-state={state}>
      {finished === runs.length
        ? t({ en: 'all finished', ko: '모두 완료' })
        : t({ en: `${finished} of ${runs.length} finished`, ko: `${runs.length}개 중 ${finished}개 완료` })}
    </span>
  )
}

function GroupFigure({ range }: { readonly range: ValueRange | null }) {
  const t = useText()
  return (
    <span role="gridcell" className={styles.figure} title={range ? t(rangeText(range)) : undefined}>
      <b>{formatMetric(range?.mean)}</b>
      {range && range.count > 1 && <small>{formatRange(range)}</small>}
    </span>
  )
}

/** Sums of durations and sizes; null for facts that the newest run stands for. */
function groupFact(runs: readonly RunRow[], fact: Fact): string | null {
  const sum = (amountOf: (run: RunRow) => number) => runs.reduce((total, run) => total + amountOf(run), 0)
  if (fact === 'duration') return formatDuration(sum(({ live, result }) => (live ? 0 : result.seconds)))
  if (fact === 'size') return formatBytes(sum(({ bytes }) => bytes))
  return null
}
