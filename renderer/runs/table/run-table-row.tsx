// biome-ignore-all lint/a11y/useSemanticElements: see run-grid.tsx
// biome-ignore-all lint/a11y/useFocusableInteractive: the row has the focus
/** A run as a row of the table. */
import { annotate, toggleChosen } from '../../state/run-list.ts'
import { useApp } from '../../state/store.ts'
import { formatMetric } from '../../ui/format.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { markOf } from '../run-colors.ts'
import type { RunColumns } from './run-columns.ts'
import { formatFact, formatSetting, stateText } from './run-format.ts'
import { figureOf, groupOf, type RunRow, settingIn, shortTitleOf, titleOf } from './run-values.ts'
import { Sparkline } from './sparkline.tsx'
import styles from './table.module.css'

interface Props {
  readonly run: RunRow
  readonly columns: RunColumns
  readonly index: number
  readonly top: number
  readonly isCurrent: boolean
  /** Below the row of its group. */
  readonly isInGroup: boolean
  /** The place of its line in the comparison; −1 if it is not chosen. */
  readonly place: number
  readonly onFocus: (row: number) => void
}

export function RunTableRow(props: Props) {
  const { run, columns, index, top, isCurrent, isInGroup, place, onFocus } = props
  const t = useText()
  const language = useApp((s) => s.language)
  const { figure, figures, settings, facts } = columns
  const { info, annotations } = run
  const color = place < 0 ? 'var(--ink3)' : `var(${markOf(place).color})`
  const title = titleOf(run)
  return (
    <div
      className={styles.row}
      style={{ transform: `translateY(${top}px)`, '--mark': color } as React.CSSProperties}
      role="row"
      data-row={index}
      data-chosen={place >= 0 || undefined}
      data-current={isCurrent || undefined}
      tabIndex={isCurrent ? 0 : -1}
      aria-rowindex={index + 2}
      aria-selected={place >= 0}
      aria-level={isInGroup ? 2 : undefined}
      data-level={isInGroup ? 2 : undefined}
      onPointerDown={(event) => {
        if (event.button === 0 && !(event.target as Element).closest('button, label')) onFocus(index)
      }}
    >
      <span role="gridcell">
        <label className={styles.check} data-checked={place >= 0 || undefined}>
          <input
            type="checkbox"
            tabIndex={-1}
            checked={place >= 0}
            aria-label={t({ en: `Compare ${title}`, ko: `${title} 비교` })}
            onChange={() => toggleChosen(info.run)}
          />
          {place >= 0 && <Icon name="check" size={12} />}
        </label>
      </span>
      <span role="gridcell">
        <button
          type="button"
          className={styles.star}
          tabIndex={-1}
          aria-pressed={annotations.starred}
          aria-label={t({ en: `Star ${title}`, ko: `${title}에 별표` })}
          title={t({ en: 'Star (*)', ko: '별표 (*)' })}
          onClick={() => void annotate(info.run, { starred: !annotations.starred })}
        >
          <Icon name="star" size={14} />
        </button>
      </span>
      <span role="gridcell" className={styles.name} title={title}>
        <b>{shortTitleOf(run)}</b>
        {shortTitleOf(run) !== title && <small>{title}</small>}
        {annotations.tags.map((tag) => (
          <i key={tag}>{tag}</i>
        ))}
      </span>
      <span role="gridcell" className={styles.state} data-state={groupOf(run.state)}>
        {t(stateText(run))}
      </span>
      {figure !== null && (
        <span role="gridcell" className={styles.figure}>
          <b>{formatMetric(figureOf(run, figure))}</b>
          {run.live ? (
            <Progress run={run} />
          ) : (
            <Sparkline values={Object.hasOwn(run.curves, figure) ? run.curves[figure]! : []} color={color} />
          )}
        </span>
      )}
      {figures.map((name) => (
        <span key={name} role="gridcell" data-number>
          {formatMetric(figureOf(run, name))}
        </span>
      ))}
      {settings.map((name) => {
        const text = formatSetting(settingIn(run, name))
        return (
          <span key={name} role="gridcell" className={styles.setting} title={text}>
            {text}
          </span>
        )
      })}
      {facts.map((fact) => (
        <span key={fact} role="gridcell" data-number>
          {formatFact(run, fact, language)}
        </span>
      ))}
    </div>
  )
}

function Progress({ run: { live, info } }: { readonly run: RunRow }) {
  const { epoch = 1, step = 0 } = live?.progress ?? {}
  const share = (epoch - 1 + step / Math.max(1, live?.info.stepsPerEpoch ?? 1)) / info.epochs
  return (
    <i className={styles.progress}>
      <i style={{ transform: `scaleX(${Math.min(1, Math.max(0, share))})` }} />
    </i>
  )
}
