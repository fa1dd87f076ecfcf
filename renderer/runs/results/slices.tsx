/** Where the network is worse than elsewhere: its scores by the values of columns, the worst slices first, each with its rows. */
import { useMemo, useState } from 'react'
import type { Interval } from '../../../shared/evaluation/score.ts'
import type { Evaluation, EvaluationSlices, Slice } from '../../../shared/ipc/contract/index.ts'
import { showRows } from '../../state/evaluations.ts'
import { useApp } from '../../state/store.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { Plot, type PlotLibrary, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { Choice } from './choice.tsx'
import { Importance } from './importance.tsx'
import { ResultMenu } from './result-menu.tsx'
import styles from './results.module.css'
import { formatInterval } from './scores.tsx'
import { sliceColumnText, sliceText, sliceValueText } from './slice-text.ts'
import { useAnswer } from './use-answer.ts'

const cancelSlices = async (run: string): Promise<void> => useApp.getState().host?.engine.cancelSlices(run)

/** Slices that are listed of all columns, and of one. */
const LIMIT_OF_ALL = 15
const LIMIT_OF_ONE = 60

const MINIMUMS = [3, 10, 30, 100, 300, 1000, 3000, 10_000]
/** The slices that are looked at first have at least so many rows, and this share of them: the scores of few rows are bad by chance. */
const FIRST = { rows: 10, share: 0.03 }

/** Characters of a name in the plot. */
const MAX_NAME = 26

interface Props {
  readonly evaluation: Evaluation
  readonly output: string
}

export function Slices({ evaluation, output }: Props) {
  const t = useText()
  const minimums = MINIMUMS.filter((minimum, i) => i === 0 || minimum <= evaluation.rows / 2)
  const first = minimums
    .filter((minimum) => minimum <= Math.max(FIRST.rows, evaluation.rows * FIRST.share))
    .at(-1)
  const [column, setColumn] = useState<string | null>(null)
  const [minimum, setMinimum] = useState(first ?? minimums[0]!)
  const query = {
    ...{ run: evaluation.run, evaluation: evaluation.id, output, column, minimum },
    limit: column === null ? LIMIT_OF_ALL : LIMIT_OF_ONE,
  }
  const { answer, problems, isLoading, isCancelled, again } = useAnswer(JSON.stringify(query), (engine) =>
    engine.evaluationSlices(query),
  )
  // Numbers that are no pictures have nothing by which they could be divided.
  if (answer && answer.of === null) return null
  return (
    <>
      <section className={styles.block} data-whole aria-busy={isLoading}>
        <h3>
          {t({ en: 'Slices', ko: '슬라이스' })}
          <small>{t({ en: 'worst first', ko: '나쁜 것부터' })}</small>
          {answer && (
            <span className={styles.choices}>
              <Choice
                label={t({ en: 'Rows of a slice', ko: '슬라이스의 행' })}
                value={String(minimum)}
                options={minimums.map((each) => [
                  String(each),
                  t({ en: `at least ${formatCount(each)} rows`, ko: `${formatCount(each)}행 이상` }),
                ])}
                onChange={(value) => setMinimum(Number(value))}
              />
              <Choice
                label={answer.of === 'pictures' ? t({ en: 'By', ko: '기준' }) : t({ en: 'Column', ko: '열' })}
                value={column ?? ''}
                options={[
                  [
                    '',
                    answer.of === 'pictures'
                      ? t({ en: 'Label and brightness', ko: '레이블과 밝기' })
                      : t({ en: 'All columns', ko: '모든 열' }),
                  ],
                  ...answer.columns.map((name) => [name, t(sliceColumnText(name, answer.of))] as const),
                ]}
                onChange={(value) => setColumn(value === '' ? null : value)}
              />
            </span>
          )}
          {isLoading ? (
            <button type="button" className={styles.toggle} onClick={() => void cancelSlices(evaluation.run)}>
              {t({ en: 'Cancel', ko: '취소' })}
            </button>
          ) : (
            isCancelled && (
              <button type="button" className={styles.toggle} onClick={again}>
                {t({ en: 'Compute', ko: '계산' })}
              </button>
            )
          )}
        </h3>
        {problems.map((text) => (
          <p key={text.en} className={styles.note}>
            {t(text)}
          </p>
        ))}
        {!answer && isLoading && (
          <p className={styles.note}>{t({ en: 'Computing the slices…', ko: '슬라이스를 계산하는 중…' })}</p>
        )}
        {answer && <Found answer={answer} isOneColumn={column !== null} />}
      </section>
      {answer?.of === 'table' && <Importance {...{ evaluation, output }} />}
      {answer?.of === 'pictures' && <NoImportance />}
    </>
  )
}

/** Pictures have no columns. */
function NoImportance() {
  const t = useText()
  return (
    <section className={styles.block} data-whole>
      <h3>{t({ en: 'Importance', ko: '중요도' })}</h3>
      <p className={styles.note}>
        {t({
          en: 'Pictures have no columns to shuffle: one pixel says nothing without those around it. Choose a row and “Show activations” to see what each layer makes of its picture.',
          ko: '그림에는 섞어 볼 열이 없습니다. 픽셀 하나는 주변 픽셀 없이는 의미가 없습니다. 행을 고르고 “활성값 보기”를 누르면 층마다 그림을 어떻게 처리하는지 볼 수 있습니다.',
        })}
      </p>
    </section>
  )
}

interface FoundProps {
  readonly answer: EvaluationSlices
  readonly isOneColumn: boolean
}

/** Whether a score of all rows is outside of the interval of a slice. */
const isOutside = (value: number | null, interval: Interval | null): boolean =>
  value !== null && interval !== null && (value < interval[0] || value > interval[1])

function Found({ answer: { of, scores, all, slices, found }, isOneColumn }: FoundProps) {
  const t = useText()
  const main = all[0]!.value
  const options = useMemo(
    () => (plot: PlotLibrary) => {
      const intervals = slices.flatMap(({ scores: own }, i) =>
        own[0]!.interval ? [{ i, low: own[0]!.interval[0], high: own[0]!.interval[1] }] : [],
      )
      const name = (i: number) =>
        short(
          t(
            isOneColumn
              ? sliceValueText(slices[i]!.filter, slices[i]!.type, of)
              : sliceText(slices[i]!.filter, slices[i]!.type, of),
          ),
        )
      return {
        ...{ marginLeft: 8 + 7 * Math.max(4, ...slices.map((_, i) => name(i).length)), marginTop: 26 },
        marginBottom: 4,
        x: { axis: 'top' as const, label: null, ticks: 4, grid: true, nice: true },
        y: { domain: slices.map((_, i) => i), tickFormat: name, tickSize: 0, label: null },
        marks: [
          ...(main === null ? [] : [plot.ruleX([main], { stroke: 'var(--ink3)', strokeDasharray: '2 3' })]),
          plot.ruleY(intervals, {
            ...{ x1: 'low', x2: 'high', y: 'i', stroke: 'var(--wire)', strokeWidth: 3 },
          }),
          plot.dot(
            slices.map(({ scores: own }, i) => ({ i, value: own[0]!.value })),
            { x: 'value', y: 'i', r: 4, fill: 'var(--accent)' },
          ),
        ],
      }
    },
    [slices, main, isOneColumn, of, t],
  )
  const points = useMemo(
    (): PlotPoints<Slice> => ({
      values: slices,
      x: ({ scores: own }) => own[0]!.value ?? 0,
      y: (slice) => slices.indexOf(slice),
      textOf: ({ filter, type, rows, scores: own }) =>
        t({
          en: `${sliceText(filter, type, of).en}: ${scores[0]!.name} ${formatMetric(own[0]!.value)} in ${formatCount(rows)} rows`,
          ko: `${sliceText(filter, type, of).ko}: 행 ${formatCount(rows)}개에서 ${scores[0]!.name} ${formatMetric(own[0]!.value)}`,
        }),
      onOpen: (slice) => openSlice(slice, of),
    }),
    [slices, scores, of, t],
  )
  if (slices.length === 0)
    return (
      <p className={styles.note}>
        {t({ en: 'No slice has so many rows.', ko: '행이 그만큼 많은 슬라이스가 없습니다.' })}
      </p>
    )
  const height = 34 + ROW_HEIGHT * slices.length
  return (
    <>
      <div className={styles.beside}>
        <div className={styles.withMenu}>
          <ResultMenu
            title={t({ en: `${scores[0]!.name} by slice`, ko: `슬라이스별 ${scores[0]!.name}` })}
            height={height}
            options={options}
            table={() => ({
              columns: [
                t({ en: 'slice', ko: '슬라이스' }),
                t({ en: 'rows', ko: '행' }),
                ...scores.map(({ name }) => name),
                t({ en: '95 % interval from', ko: '95 % 구간 시작' }),
                t({ en: '95 % interval to', ko: '95 % 구간 끝' }),
              ],
              rows: slices.map((slice) => [
                ...[t(sliceText(slice.filter, slice.type, of)), slice.rows],
                ...slice.scores.map(({ value }) => value),
                ...(slice.scores[0]!.interval ?? [null, null]),
              ]),
            })}
          />
          <Plot
            label={t({
              en: `${scores[0]!.name} by slice. Left and Right go from slice to slice, Enter shows its rows.`,
              ko: `슬라이스별 ${scores[0]!.name}. 왼쪽과 오른쪽 화살표로 슬라이스를 옮기고, Enter로 행을 봅니다.`,
            })}
            height={height}
            options={options}
            points={points}
            caption={t({
              en: `Dotted: all rows, ${formatMetric(main)}. Lines: 95 % intervals.`,
              ko: `점선: 모든 행, ${formatMetric(main)}. 선: 95 % 구간.`,
            })}
          />
        </div>
        <div className={styles.scroller}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col" className={styles.first}>
                  {t({ en: 'slice', ko: '슬라이스' })}
                </th>
                <th scope="col">{t({ en: 'rows', ko: '행' })}</th>
                <th scope="col">{scores[0]!.name}</th>
                <th scope="col">{t({ en: '95 % interval', ko: '95 % 구간' })}</th>
                <th scope="col">{scores[1]!.name}</th>
                <th scope="col">{scores[2]!.name}</th>
              </tr>
            </thead>
            <tbody>
              {slices.map((slice) => (
                <tr key={JSON.stringify(slice.filter)}>
                  <th scope="row">
                    <button type="button" className={styles.link} onClick={() => openSlice(slice, of)}>
                      {t(sliceText(slice.filter, slice.type, of))}
                    </button>
                  </th>
                  <td>{formatCount(slice.rows)}</td>
                  <td data-strong={isOutside(main, slice.scores[0]!.interval) || undefined}>
                    {formatMetric(slice.scores[0]!.value)}
                  </td>
                  <td>{formatInterval(slice.scores[0]!.interval)}</td>
                  <td>{formatMetric(slice.scores[1]!.value)}</td>
                  <td>{formatMetric(slice.scores[2]!.value)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
      <p className={styles.note}>
        {t({
          en: `${slices.length < found ? `The first ${slices.length} of ${formatCount(found)} slices. ` : ''}Bold: the interval does not hold the score of all rows.`,
          ko: `${slices.length < found ? `슬라이스 ${formatCount(found)}개 중 처음 ${slices.length}개. ` : ''}굵은 글씨: 구간에 모든 행의 점수가 들어 있지 않습니다.`,
        })}
      </p>
    </>
  )
}

/** Height of a slice in the plot: that of a row of the table. */
const ROW_HEIGHT = 27

const short = (name: string): string => (name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name)

const openSlice = ({ filter, type }: Slice, of: EvaluationSlices['of']): void =>
  void showRows(sliceText(filter, type, of), { slice: filter })
