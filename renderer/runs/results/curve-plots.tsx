/** ROC and precision-recall curves of each class against the rest: one chosen, the others thin behind it. */
import { useMemo, useState } from 'react'
import type { ClassReport } from '../../../shared/evaluation/class-report.ts'
import type { Curve } from '../../../shared/evaluation/ranking.ts'
import type { Text } from '../../../shared/text.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatMetric, formatPercent } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { AsTable } from './as-table.tsx'
import { Choice } from './choice.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'

interface Props {
  readonly names: readonly string[]
  readonly reports: readonly ClassReport[]
  /** By class or label; of two classes of the second one alone. */
  readonly curves: readonly (Curve | null)[] | null
}

/** A curve with its class. */
interface ClassCurve {
  readonly index: number
  readonly curve: Curve
}

interface Point {
  readonly threshold: number
  readonly falsePositiveRate: number
  readonly truePositiveRate: number
  readonly precision: number
}

const pointsOf = ({ thresholds, falsePositiveRate, truePositiveRate, precision }: Curve): readonly Point[] =>
  thresholds.map((threshold, i) => ({
    threshold,
    falsePositiveRate: falsePositiveRate[i]!,
    truePositiveRate: truePositiveRate[i]!,
    precision: precision[i]!,
  }))

/** The ROC curve begins before the first score. */
const START: Point = {
  threshold: Number.POSITIVE_INFINITY,
  falsePositiveRate: 0,
  truePositiveRate: 0,
  precision: 1,
}

const AXES = {
  roc: { x: 'falsePositiveRate', y: 'truePositiveRate' },
  precision: { x: 'truePositiveRate', y: 'precision' },
} as const
type Kind = keyof typeof AXES
const NAMES: { readonly [K in Kind]: Text } = {
  roc: { en: 'ROC', ko: 'ROC 곡선' },
  precision: { en: 'Precision and recall', ko: '정밀도와 재현율' },
}

export function CurvePlots({ names, reports, curves }: Props) {
  const t = useText()
  const all = useMemo((): readonly ClassCurve[] => {
    const offset = curves && curves.length < names.length ? names.length - curves.length : 0
    return (curves ?? []).flatMap((curve, i) => (curve ? [{ index: i + offset, curve }] : []))
  }, [curves, names])
  const [wanted, setWanted] = useState<number | null>(null)
  const worst = all.reduce<ClassCurve | null>(
    (least, each) => (least === null || areaOf(reports, each) < areaOf(reports, least) ? each : least),
    null,
  )
  const chosen = all.find(({ index }) => index === wanted) ?? worst
  if (!chosen) return null
  const { rocAuc, averagePrecision } = reports[chosen.index]!
  return (
    <section className={styles.block} data-wide>
      <h3>
        {t({ en: 'Curves', ko: '곡선' })}
        <small>{t({ en: 'one class against the rest', ko: '한 클래스와 나머지' })}</small>
        {all.length > 1 && (
          <Choice
            label={t({ en: 'Class', ko: '클래스' })}
            value={String(chosen.index)}
            options={all.map(({ index }) => [String(index), names[index]!])}
            onChange={(value) => setWanted(Number(value))}
          />
        )}
      </h3>
      <div className={styles.pair}>
        <CurvePlot
          {...{ kind: 'roc', all, chosen, name: names[chosen.index]! }}
          title={t({ en: `ROC, area ${formatMetric(rocAuc)}`, ko: `ROC, 면적 ${formatMetric(rocAuc)}` })}
        />
        <CurvePlot
          {...{ kind: 'precision', all, chosen, name: names[chosen.index]! }}
          title={t({
            en: `Precision and recall, average ${formatMetric(averagePrecision)}`,
            ko: `정밀도와 재현율, 평균 ${formatMetric(averagePrecision)}`,
          })}
        />
      </div>
      <AsTable
        columns={[t({ en: 'class', ko: '클래스' }), 'roc_auc', 'average_precision']}
        rows={all.map(({ index }) => [
          names[index],
          formatMetric(reports[index]!.rocAuc),
          formatMetric(reports[index]!.averagePrecision),
        ])}
      />
    </section>
  )
}

const areaOf = (reports: readonly ClassReport[], { index }: ClassCurve): number => reports[index]!.rocAuc ?? 1

interface CurvePlotProps {
  readonly kind: Kind
  readonly all: readonly ClassCurve[]
  readonly chosen: ClassCurve
  readonly name: string
  readonly title: string
}

function CurvePlot({ kind, all, chosen, name, title }: CurvePlotProps) {
  const t = useText()
  const axes = AXES[kind]
  const options = useMemo(() => {
    const begun = (curve: Curve) => (kind === 'roc' ? [START, ...pointsOf(curve)] : pointsOf(curve))
    const behind = all.filter((each) => each !== chosen)
    return (plot: PlotLibrary) => ({
      x: { domain: [0, 1], ticks: 3, label: t(kind === 'roc' ? FALSE_POSITIVES : RECALL) },
      y: { domain: [0, 1], ticks: 3, grid: true, label: t(kind === 'roc' ? RECALL : PRECISION) },
      marks: [
        ...(kind === 'roc'
          ? [
              plot.line(
                [
                  [0, 0],
                  [1, 1],
                ],
                { stroke: 'var(--ink3)', strokeDasharray: '2 3' },
              ),
            ]
          : []),
        ...behind.map(({ curve }) =>
          plot.line(begun(curve), { ...axes, stroke: 'var(--wire)', strokeOpacity: 0.6, strokeWidth: 1 }),
        ),
        plot.line(begun(chosen.curve), { ...axes, stroke: 'var(--accent)', strokeWidth: 2 }),
      ],
    })
  }, [kind, all, chosen, axes, t])
  const points = useMemo(
    (): PlotPoints<Point> => ({
      values: pointsOf(chosen.curve),
      x: (point) => point[axes.x],
      y: (point) => point[axes.y],
      textOf: ({ threshold, truePositiveRate, falsePositiveRate, precision }) =>
        t({
          en: `${name} from ${formatMetric(threshold)} on: finds ${formatPercent(truePositiveRate)} of them, takes ${formatPercent(falsePositiveRate)} of the others for it; ${formatPercent(precision)} of its answers are right`,
          ko: `${name} ${formatMetric(threshold)}부터: 그중 ${formatPercent(truePositiveRate)}를 찾고 나머지의 ${formatPercent(falsePositiveRate)}를 잘못 고름, 답의 ${formatPercent(precision)}가 맞음`,
        }),
      onOpen: ({ threshold }) =>
        void showRows(
          {
            en: `Others taken for ${name} from ${formatMetric(threshold)} on`,
            ko: `${formatMetric(threshold)}부터 ${name}(으)로 잘못 고른 행`,
          },
          { without: chosen.index, score: { of: chosen.index, range: [threshold, Number.MAX_VALUE] } },
        ),
    }),
    [chosen, axes, name, t],
  )
  return (
    <div>
      <h4>
        {title}
        <ResultMenu
          title={`${t(NAMES[kind])} ${name}`}
          isSquare
          options={options}
          table={() => ({
            columns: [t({ en: 'threshold', ko: '임곗값' }), t(FALSE_POSITIVES), t(RECALL), t(PRECISION)],
            rows: pointsOf(chosen.curve).map((each) => [
              ...[each.threshold, each.falsePositiveRate, each.truePositiveRate, each.precision],
            ]),
          })}
        />
      </h4>
      <Plot
        label={t({
          en: `${title}. Left and Right go along the curve, Enter shows the rows that are taken for it wrongly.`,
          ko: `${title}. 왼쪽과 오른쪽 화살표로 곡선을 따라가고, Enter로 잘못 고른 행을 봅니다.`,
        })}
        height={220}
        options={options}
        points={points}
      />
    </div>
  )
}

const FALSE_POSITIVES = { en: 'false positive rate', ko: '거짓 양성률' }
const RECALL = { en: 'recall', ko: '재현율' }
const PRECISION = { en: 'precision', ko: '정밀도' }
