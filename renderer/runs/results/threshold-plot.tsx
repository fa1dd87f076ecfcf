/** What remains, and how good it is, if the network only answers from a chosen confidence on. The threshold is a slider below the curves. */
import { useId, useMemo, useState } from 'react'
import type { ClassFigures } from '../../../shared/evaluation/class-figures.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatPercent } from '../../ui/format.ts'
import { Plot, type PlotLibrary } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { AsTable } from './as-table.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'

/** Of each so many thresholds one is in the table. */
const TABLE_STEP = 5

const FIRST_THRESHOLD = 0.8

export function ThresholdPlot({ figures: { coverage } }: { readonly figures: ClassFigures }) {
  const t = useText()
  const id = useId()
  const [threshold, setThreshold] = useState(FIRST_THRESHOLD)
  const points = coverage ?? []
  const last = points.length - 1
  const at = points[Math.round(threshold * last)]
  const options = useMemo(
    () => (plot: PlotLibrary) => ({
      marginTop: 8,
      marginBottom: 20,
      x: { domain: [0, 1], ticks: 3, label: null },
      y: { domain: [0, 1], ticks: 3, grid: true, label: null },
      marks: [
        plot.line(coverage ?? [], {
          ...{ x: 'threshold', y: 'coverage' },
          ...{ stroke: 'var(--ink2)', strokeWidth: 2, strokeDasharray: '5 3' },
        }),
        plot.line(coverage ?? [], {
          ...{ x: 'threshold', y: 'accuracy' },
          ...{ stroke: 'var(--accent)', strokeWidth: 2 },
        }),
        plot.ruleX([threshold], { stroke: 'var(--ink)' }),
        plot.dot(at ? [at] : [], { x: 'threshold', y: 'coverage', r: 4, fill: 'var(--ink2)' }),
        plot.dot(at && at.accuracy !== null ? [at] : [], {
          ...{ x: 'threshold', y: 'accuracy', r: 4, fill: 'var(--accent)' },
        }),
      ],
    }),
    [coverage, threshold, at],
  )
  if (!at) return null
  const [answered, right] = [formatPercent(at.coverage), formatPercent(at.accuracy)]
  const sentence = {
    en: `answers ${answered} of rows, right in ${right}`,
    ko: `행의 ${answered}에 답하고 그중 ${right}가 맞음`,
  }
  const heads = [
    t({ en: 'threshold', ko: '임곗값' }),
    t({ en: 'answered', ko: '답한 비율' }),
    t({ en: 'right', ko: '맞은 비율' }),
  ]
  return (
    <section className={styles.block}>
      <h3>
        <label htmlFor={id}>
          {t({ en: `Confidence threshold ${threshold}`, ko: `확신 임곗값 ${threshold}` })}
        </label>
        <ResultMenu
          title={t({ en: 'Confidence threshold', ko: '확신 임곗값' })}
          options={options}
          table={() => ({
            columns: heads,
            rows: points.map((each) => [each.threshold, each.coverage, each.accuracy]),
          })}
        />
      </h3>
      <Plot
        label={t({
          en: 'Rows that are answered, and right answers, by threshold',
          ko: '임곗값에 따른 답하는 행과 맞는 답',
        })}
        height={152}
        options={options}
      />
      <input
        id={id}
        className={styles.slider}
        type="range"
        min={0}
        max={1}
        step={1 / last}
        value={threshold}
        aria-valuetext={`${threshold}: ${t(sentence)}`}
        onChange={(event) => setThreshold(event.target.valueAsNumber)}
      />
      <p className={styles.legend}>
        <span>
          <i data-line="dashed" />
          <b>{answered}</b> {t({ en: 'of rows answered', ko: '의 행에 답함' })}
        </span>
        <span>
          <i data-line="solid" />
          <b>{right}</b> {t({ en: 'of the answers right', ko: '의 답이 맞음' })}
        </span>
        <button
          type="button"
          className={styles.link}
          onClick={() =>
            void showRows(
              {
                en: `Wrong with a confidence of at least ${threshold}`,
                ko: `확신이 ${threshold} 이상인 오답`,
              },
              { confidence: [threshold, Number.MAX_VALUE], isWrong: true },
            )
          }
        >
          {t({ en: 'wrong answers', ko: '오답 보기' })}
        </button>
      </p>
      <AsTable
        columns={heads}
        rows={points
          .filter((_, i) => i % TABLE_STEP === 0)
          .map((each) => [each.threshold, formatPercent(each.coverage), formatPercent(each.accuracy)])}
      />
    </section>
  )
}
