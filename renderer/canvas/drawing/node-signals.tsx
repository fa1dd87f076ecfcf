/** The signals of a node beside its card: a histogram of its outputs and one of the gradients that arrive there, on axes that all nodes
 *  share, so that a drift is seen down the canvas. */
import type { NodeId } from '../../../shared/document/document.ts'
import type { Histogram } from '../../../shared/signals/signals.ts'
import { barsPath } from '../../signals/bars.ts'
import {
  FAULTS,
  formatPower,
  formatShort,
  formatSpread,
  LEVELS,
  notFiniteText,
  spokenSignals,
} from '../../signals/texts.ts'
import { formatFigure } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './node-signals.module.css'
import { type CardSignals, useCardSignals } from './signals-context.tsx'

/** Sizes of a histogram beside a card and inside one, in pixels. */
const BESIDE = { width: 90, height: 24 }
const INSIDE = { width: 28, height: 14 }

export function NodeSignals({ node }: { readonly node: NodeId }) {
  const shown = useCardSignals(node)
  return shown && <Tail {...shown} />
}

function Tail({ call, index, level, fault, place, direction, isHead, isStale }: CardSignals) {
  const t = useText()
  const { outputs, gradients } = call
  const { rows } = index.signals
  const size = place === 'inside' ? INSIDE : BESIDE
  const words = t(spokenSignals(call, rows, level, fault))
  const judged = LEVELS[level]
  return (
    <div
      className={styles.signals}
      data-testid="node-signals"
      data-place={place}
      data-direction={direction}
      data-stale={isStale || undefined}
      data-fault={fault ?? undefined}
      title={words}
      aria-hidden="true"
    >
      {isHead && <Heads index={index} />}
      {fault ? (
        <p className={styles.fault}>
          <b className={fault === 'first' ? styles.begins : undefined}>
            {t({ en: 'NaN or ∞', ko: 'NaN이나 ∞' })}
            {place !== 'inside' && `: ${t(notFiniteText(call, rows))}`}
          </b>
          {place !== 'inside' && <span>{t(FAULTS[fault])}</span>}
        </p>
      ) : (
        <>
          <Cell histogram={outputs.histogram} {...size} text={formatSpread(outputs)} />
          <Cell
            histogram={gradients?.histogram ?? null}
            {...size}
            text={gradients ? formatShort(gradients.mean) : '–'}
            level={level}
            sign={judged ? (level.includes('low') ? '↓' : '↑') : ''}
          />
        </>
      )}
    </div>
  )
}

interface CellProps {
  readonly histogram: Histogram | null
  readonly width: number
  readonly height: number
  readonly text: string
  readonly level?: string
  /** Stands before a figure that is unusual: a colour says nothing alone. */
  readonly sign?: string
}

function Cell({ histogram, width, height, text, level, sign = '' }: CellProps) {
  return (
    <span className={styles.cell}>
      <svg
        className={styles.bars}
        data-level={level}
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        aria-hidden="true"
      >
        {histogram && <path d={barsPath(histogram, width, height - 1)} />}
        <path className={styles.base} d={`M0 ${height - 0.5}H${width}`} />
      </svg>
      <span className={styles.figure} data-level={level}>
        {sign}
        {text}
      </span>
    </span>
  )
}

/** The names and ends of the axes. */
function Heads({ index }: Pick<CardSignals, 'index'>) {
  const t = useText()
  const { outputs, gradients } = index.signals.axes
  const range = (from: string, to: string) => t({ en: `${from} to ${to}`, ko: `${from} ~ ${to}` })
  return (
    <span className={styles.heads}>
      <span>
        <b className={styles.name}>{t({ en: 'outputs', ko: '출력' })}</b>
        <span className={styles.range}>{range(formatFigure(outputs[0]), formatFigure(outputs[1]))}</span>
      </span>
      <span>
        <b className={styles.name}>{t({ en: '|gradient|', ko: '|기울기|' })}</b>
        <span className={styles.range}>
          {gradients
            ? range(formatPower(gradients[0]), formatPower(gradients[1]))
            : t({ en: 'none', ko: '없음' })}
        </span>
      </span>
    </span>
  )
}
