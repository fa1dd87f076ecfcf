/** The chart of one metric of a run over its epochs: title, legend with the current values, and the curves. */
import { useMemo } from 'react'
import type { EpochEnd } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import type { RunView } from '../state/runs.ts'
import { formatMetric } from '../ui/format.ts'
import { useText } from '../ui/text.ts'
import { ChartMenu } from './chart-menu.tsx'
import { contentOf } from './chart-picture.ts'
import styles from './charts.module.css'
import { Plot } from './plot.tsx'
import type { Range } from './range.ts'
import { bestEpoch, epochCurve, runningCurve, validationOrTraining } from './run-curves.ts'

interface Props {
  readonly run: Pick<RunView, 'points' | 'epochEnds' | 'progress' | 'result'>
  /** The column of the metric in the run's series. */
  readonly series: number
  readonly title: React.ReactNode
  /** The title as text, for the accessible description of the chart. */
  readonly name: string
  readonly epochs: Range
  /** Whether the metric is always between 0 and 1. */
  readonly bounded: boolean
  readonly hovered: number | null
  onHover(epoch: number | null): void
}

const words = {
  train: { en: 'train', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  short: { en: 'val', ko: '검증' },
  axis: { en: 'epoch', ko: '에포크' },
  epoch: (n: number): Text => ({ en: `epoch ${n}`, ko: `에포크 ${n}` }),
}

const LINE = { dash: [], opacity: 1 } as const

export function MetricChart({ run, series, title, name, epochs, bounded, hovered, onHover }: Props) {
  const t = useText()
  const { points, epochEnds, progress, result } = run
  const best = bestEpoch(epochEnds, result)
  const perEpoch = useMemo(
    () => ({
      train: epochCurve(epochEnds, 'train', series),
      validation: epochCurve(epochEnds, 'validation', series),
    }),
    [epochEnds, series],
  )
  const data = useMemo(
    () => ({
      running: runningCurve(points, series),
      ...perEpoch,
      epochs,
      bounded,
      best: best && { epoch: best.epoch, value: validationOrTraining(best, series) },
    }),
    [points, perEpoch, epochs, bounded, best, series],
  )
  const last = epochEnds.at(-1)
  const hoveredEpoch = hovered === null ? undefined : epochEnds.find((end) => end.epoch === hovered)
  const train = hoveredEpoch
    ? hoveredEpoch.train[series]
    : (runningValues(progress, last) ?? last?.train)?.[series]
  const validation = (hoveredEpoch ?? last)?.validation?.[series]
  return (
    <figure className={styles.chart}>
      <figcaption className={styles.head}>
        <span className={styles.title}>{title}</span>
        <span className={styles.key} data-series="train">
          <span>{t(words.train)}</span> <output className={styles.figure}>{formatMetric(train)}</output>
        </span>
        {perEpoch.validation.x.length > 0 && (
          <span className={styles.key} data-series="validation">
            <span className={styles.long}>{t(words.validation)}</span>
            <span className={styles.short} aria-hidden="true">
              {t(words.short)}
            </span>{' '}
            <output className={styles.figure}>{formatMetric(validation)}</output>
          </span>
        )}
        {hoveredEpoch && <span className={styles.at}>{t(words.epoch(hoveredEpoch.epoch))}</span>}
        <ChartMenu
          title={name}
          content={() =>
            contentOf({
              ...{ title: name, axis: t(words.axis), whole: true, logarithmic: false },
              lines: [
                {
                  ...LINE,
                  name: `${t(words.train)} raw`,
                  color: '--train',
                  opacity: 0.5,
                  curve: data.running,
                },
                { ...LINE, name: t(words.train), color: '--train', curve: data.train },
                { ...LINE, name: t(words.validation), color: '--val', curve: data.validation },
              ].filter(({ curve }) => curve.x.length > 0),
            })
          }
        />
      </figcaption>
      <Plot data={data} label={t(describeRun(name, last, best, series))} onHover={onHover} />
    </figure>
  )
}

/** The running values of an epoch that has not ended yet; null between epochs. */
function runningValues(progress: RunView['progress'], last: EpochEnd | undefined): Float32Array | null {
  if (!progress || progress.values.length === 0) return null
  return progress.epoch > (last?.epoch ?? 0) ? progress.values : null
}

/** The accessible description of the chart, which changes once per epoch. */
function describeRun(name: string, last: EpochEnd | undefined, best: EpochEnd | null, series: number): Text {
  if (!last) return { en: `${name}: no epoch has ended yet`, ko: `${name}: 아직 끝난 에포크가 없습니다` }
  const train = formatMetric(last.train[series])
  const validation = last.validation ? formatMetric(last.validation[series]) : null
  const at = best ? `${best.epoch} (${formatMetric(validationOrTraining(best, series))})` : null
  return {
    en: [
      `${name} over ${last.epoch} ${last.epoch === 1 ? 'epoch' : 'epochs'}: train ${train}`,
      validation && `validation ${validation}`,
      at && `best epoch ${at}`,
    ]
      .filter(Boolean)
      .join(', '),
    ko: [
      `${name}, 에포크 ${last.epoch}까지: 학습 ${train}`,
      validation && `검증 ${validation}`,
      at && `최고 에포크 ${at}`,
    ]
      .filter(Boolean)
      .join(', '),
  }
}
