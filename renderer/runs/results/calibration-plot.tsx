/** How often predictions of a confidence are right, beside the line on which they are right as often as they say. */
import { useMemo } from 'react'
import type { CalibrationBin } from '../../../shared/evaluation/calibration.ts'
import type { ClassFigures } from '../../../shared/evaluation/class-figures.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { AsTable } from './as-table.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'

/** The rows of a bin: its lower border belongs to the bin below. */
const boundsOf = ({ from, to }: CalibrationBin): [number, number] => [
  from === 0 ? 0 : from * (1 + Number.EPSILON),
  to,
]

export function CalibrationPlot({ figures: { calibration, classes } }: { readonly figures: ClassFigures }) {
  const t = useText()
  const isBinary = classes.length === 2
  const [across, up] = axesOf(classes).map(t) as [string, string]
  const bins = calibration?.bins
  const options = useMemo(
    () => (plot: PlotLibrary) => ({
      x: { domain: [0, 1], ticks: 3, label: across },
      y: { domain: [0, 1], ticks: 3, grid: true, label: up },
      marks: [
        plot.line(
          [
            [0, 0],
            [1, 1],
          ],
          { stroke: 'var(--ink3)', strokeDasharray: '2 3' },
        ),
        plot.line(bins, { x: 'predicted', y: 'actual', stroke: 'var(--accent)', strokeWidth: 2 }),
        plot.dot(bins, { x: 'predicted', y: 'actual', r: 'rows', fill: 'var(--accent)' }),
      ],
      r: { range: [2, 7] },
    }),
    [bins, across, up],
  )
  const points = useMemo(
    (): PlotPoints<CalibrationBin> => ({
      values: bins ?? [],
      x: ({ predicted }) => predicted,
      y: ({ actual }) => actual,
      textOf: ({ from, to, rows, predicted, actual }) =>
        t({
          en: `${from} to ${to}, ${formatCount(rows)} rows: says ${formatPercent(predicted)}, is right in ${formatPercent(actual)}`,
          ko: `${from}–${to}, 행 ${formatCount(rows)}개: 확신 ${formatPercent(predicted)}, 실제 ${formatPercent(actual)}`,
        }),
      onOpen: (bin) =>
        void showRows(
          { en: `Confidence ${bin.from} to ${bin.to}`, ko: `확신 ${bin.from}–${bin.to}` },
          isBinary ? { score: { of: 1, range: boundsOf(bin) } } : { confidence: boundsOf(bin) },
        ),
    }),
    [bins, isBinary, t],
  )
  if (!calibration) return null
  return (
    <section className={styles.block}>
      <h3>
        {t({ en: 'Calibration', ko: '보정' })}
        <small>
          {t({
            en: `error ${formatMetric(calibration.error)}`,
            ko: `오차 ${formatMetric(calibration.error)}`,
          })}
        </small>
        <ResultMenu
          title={t({ en: 'Calibration', ko: '보정' })}
          isSquare
          options={options}
          table={() => ({
            columns: [
              t({ en: 'from', ko: '부터' }),
              t({ en: 'to', ko: '까지' }),
              t({ en: 'rows', ko: '행' }),
              across,
              up,
            ],
            rows: calibration.bins.map(({ from, to, rows, predicted, actual }) => [
              ...[from, to, rows, predicted, actual],
            ]),
          })}
        />
      </h3>
      <Plot
        label={t({
          en: 'Calibration. Left and Right go from bin to bin.',
          ko: '보정. 왼쪽과 오른쪽 화살표로 구간을 옮깁니다.',
        })}
        height={190}
        options={options}
        points={points}
        caption={t({
          en: 'On the dotted line predictions are right as often as they say.',
          ko: '점선 위에서는 확신만큼 맞습니다.',
        })}
      />
      <AsTable
        columns={[across, t({ en: 'rows', ko: '행' }), t({ en: 'mean', ko: '평균' }), up]}
        rows={calibration.bins.map(({ from, to, rows, predicted, actual }) => [
          `${from} – ${to}`,
          formatCount(rows),
          formatMetric(predicted),
          formatMetric(actual),
        ])}
      />
    </section>
  )
}

/** What the axes are: of two classes the second one is looked at, of more the predicted one. */
const axesOf = (classes: readonly string[]) =>
  classes.length === 2
    ? [
        { en: `probability of ${classes[1]}`, ko: `${classes[1]}의 확률` },
        { en: `share of ${classes[1]}`, ko: `${classes[1]}의 비율` },
      ]
    : [
        { en: 'confidence', ko: '확신' },
        { en: 'accuracy', ko: '정확도' },
      ]
