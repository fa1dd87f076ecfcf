/** Permutation importance: how much the main score falls when a column is shuffled. It is asked for, as it predicts the rows many times. */
import { useMemo } from 'react'
import type {
  ColumnImportance,
  Evaluation,
  PermutationImportance,
} from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import {
  cancelImportances,
  computeImportances,
  importancesOf,
  useImportances,
} from '../../state/importance.ts'
import { formatCount, formatMetric, formatPercent } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { AsTable } from './as-table.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'

const ROW_HEIGHT = 22
/** Columns in the plot; the table has all. */
const MAX_PLOTTED = 30

interface Props {
  readonly evaluation: Evaluation
  readonly output: string
}

export function Importance({ evaluation, output }: Props) {
  const t = useText()
  const subject = { run: evaluation.run, evaluation: evaluation.id, output }
  const state = useImportances()
  const { progress, result, problems } = importancesOf(state, subject)
  return (
    <section className={styles.block} data-whole>
      <h3>
        {t({ en: 'Importance of the columns', ko: '열의 중요도' })}
        <small>
          {t({
            en: 'how much the score falls when a column is shuffled',
            ko: '열의 값을 섞을 때 점수가 떨어지는 정도',
          })}
        </small>
        {progress ? (
          <button type="button" className={styles.toggle} onClick={() => void cancelImportances()}>
            {t({ en: 'Cancel', ko: '취소' })}
          </button>
        ) : (
          <button type="button" className={styles.toggle} onClick={() => void computeImportances(subject)}>
            {result ? t({ en: 'Compute again', ko: '다시 계산' }) : t({ en: 'Compute', ko: '계산' })}
          </button>
        )}
      </h3>
      {progress && (
        <p className={styles.note} role="status">
          {t({
            en: `Predicting shuffled rows ${formatPercent(progress.total === 0 ? 0 : progress.done / progress.total)}`,
            ko: `섞은 행을 예측하는 중 ${formatPercent(progress.total === 0 ? 0 : progress.done / progress.total)}`,
          })}
        </p>
      )}
      {problems.map((text) => (
        <p key={text.en} className={styles.note}>
          {t(text)}
        </p>
      ))}
      {result && <Bars result={result} />}
    </section>
  )
}

/** Whose predictions these are: the weights at the start, also while the run trains on. */
function weightsText({ kind, epoch, isTraining, areEvaluated }: PermutationImportance['weights']): Text {
  const which =
    kind === 'best'
      ? { en: 'best weights', ko: '가장 좋은 가중치' }
      : { en: 'last weights', ko: '마지막 가중치' }
  const [so, until] = isTraining ? [' so far', '지금까지 '] : ['', '']
  const [other, differ] = areEvaluated
    ? ['', '']
    : [', which are others than those of the evaluation', ' 평가 때와 다른 가중치입니다.']
  return {
    en: `Predicted with the ${which.en}${so}, of epoch ${formatCount(epoch)}${other}.`,
    ko: `${until}${which.ko}(에포크 ${formatCount(epoch)})로 예측했습니다.${differ}`,
  }
}

function Bars({
  result: { score, baseline, rows, total, columns, weights },
}: {
  readonly result: PermutationImportance
}) {
  const t = useText()
  const plotted = useMemo(() => columns.slice(0, MAX_PLOTTED), [columns])
  const options = useMemo(
    () => (plot: PlotLibrary) => ({
      marginLeft: 8 + 7 * Math.min(24, Math.max(4, ...plotted.map(({ column }) => column.length))),
      ...{ marginTop: 26, marginBottom: 4 },
      x: { axis: 'top' as const, label: null, ticks: 5, grid: true },
      y: {
        ...{ domain: plotted.map(({ column }) => column), tickSize: 0, label: null, padding: 0.35 },
        tickFormat: (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name),
      },
      marks: [
        plot.barX(plotted, { x: 'mean', y: 'column', fill: 'var(--accent)', fillOpacity: 0.55 }),
        plot.ruleY(plotted, { x1: 'low', x2: 'high', y: 'column', stroke: 'var(--ink)', strokeWidth: 1.5 }),
        plot.tickX(
          plotted.flatMap(({ column, low, high }) => [low, high].map((end) => ({ column, end }))),
          { x: 'end', y: 'column', stroke: 'var(--ink)', insetTop: 3, insetBottom: 3 },
        ),
        plot.ruleX([0], { stroke: 'var(--ink3)' }),
      ],
    }),
    [plotted],
  )
  const points = useMemo(
    (): PlotPoints<ColumnImportance> => ({
      values: plotted,
      x: ({ mean }) => mean,
      y: ({ column }) => column,
      textOf: ({ column, mean, low, high }) =>
        t({
          en: `${column}: ${formatMetric(mean)} (${formatMetric(low)} to ${formatMetric(high)})`,
          ko: `${column}: ${formatMetric(mean)} (${formatMetric(low)}–${formatMetric(high)})`,
        }),
    }),
    [plotted, t],
  )
  const height = 34 + ROW_HEIGHT * plotted.length
  const heads = [
    t({ en: 'column', ko: '열' }),
    t({ en: 'mean', ko: '평균' }),
    t({ en: 'standard deviation', ko: '표준 편차' }),
    t({ en: 'least', ko: '최소' }),
    t({ en: 'greatest', ko: '최대' }),
  ]
  return (
    <>
      <div className={styles.withMenu}>
        <ResultMenu
          title={t({ en: 'Importance of the columns', ko: '열의 중요도' })}
          height={height}
          options={options}
          table={() => ({
            columns: heads,
            rows: columns.map(({ column, mean, std, low, high }) => [column, mean, std, low, high]),
          })}
        />
        <Plot
          label={t({
            en: 'Importance of the columns. Left and Right go from column to column.',
            ko: '열의 중요도. 왼쪽과 오른쪽 화살표로 열을 옮깁니다.',
          })}
          height={height}
          options={options}
          points={points}
          caption={t({
            en: `${score.isError ? 'Rise' : 'Fall'} of ${score.name} from ${formatMetric(baseline)} on ${rows < total ? `${formatCount(rows)} of ${formatCount(total)} rows` : `${formatCount(rows)} rows`}: mean of 5 shuffles, lines from the least to the greatest.`,
            ko: `${rows < total ? `행 ${formatCount(total)}개 중 ${formatCount(rows)}개` : `행 ${formatCount(rows)}개`}에서 ${score.name} ${formatMetric(baseline)}의 ${score.isError ? '상승' : '하락'}: 5번 섞은 평균, 선은 최소에서 최대까지.`,
          })}
        />
      </div>
      <p className={styles.note}>{t(weightsText(weights))}</p>
      <AsTable
        columns={heads}
        rows={columns.map(({ column, mean, std, low, high }) => [
          column,
          ...[mean, std, low, high].map(formatMetric),
        ])}
      />
    </>
  )
}
