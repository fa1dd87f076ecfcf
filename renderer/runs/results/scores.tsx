/** The scores of an evaluation: the ones that matter most in large, with what the other part of the rows said; all of them as a table. */
import type { OutputEvaluation } from '../../../shared/evaluation/evaluation.ts'
import type { Interval, Score } from '../../../shared/evaluation/score.ts'
import type { EvaluatedPart } from '../../../shared/ipc/contract/index.ts'
import { otherPartOutput, useResults } from '../../state/evaluations.ts'
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './results.module.css'

export const formatInterval = (interval: Interval | null): string =>
  interval === null ? '' : `${formatMetric(interval[0])} – ${formatMetric(interval[1])}`

/** Names of the scores in large, the main one first; one that the output does not have is left out. */
const HEADLINES: { readonly [K in OutputEvaluation['figures']['kind']]: readonly string[] } = {
  classes: ['accuracy', 'f1', 'f1_macro', 'loss'],
  labels: ['f1_micro', 'accuracy', 'loss'],
  number: ['r2', 'mean_absolute_error', 'loss'],
}
/** Scores of which less is better. */
const isError = (name: string): boolean => /loss|error/.test(name)

const scoresOf = ({ loss, figures }: OutputEvaluation): readonly Score[] => [
  { name: 'loss', ...loss, trivial: null },
  ...figures.scores,
]

export function Scores({ output }: { readonly output: OutputEvaluation }) {
  const t = useText()
  const scores = scoresOf(output)
  const headlines = HEADLINES[output.figures.kind].flatMap(
    (name) => scores.find((score) => score.name === name) ?? [],
  )
  return (
    <section className={styles.scores} aria-label={t({ en: 'Scores', ko: '점수' })}>
      <dl className={styles.headlines}>
        {headlines.map(({ name, value, interval, trivial }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <strong>{formatMetric(value)}</strong>
              <span>{interval === null ? ' ' : `95 %: ${formatInterval(interval)}`}</span>
              <small>
                {trivial === null
                  ? ' '
                  : output.figures.kind === 'number'
                    ? t({
                        en: `always the mean: ${formatMetric(trivial)}`,
                        ko: `늘 평균: ${formatMetric(trivial)}`,
                      })
                    : t({
                        en: `always the most frequent: ${formatMetric(trivial)}`,
                        ko: `늘 최빈값: ${formatMetric(trivial)}`,
                      })}
              </small>
            </dd>
          </div>
        ))}
      </dl>
      <OtherPart output={output} main={headlines[0]} />
      <details className={styles.all}>
        <summary>{t({ en: `All ${scores.length} scores`, ko: `점수 ${scores.length}개 모두` })}</summary>
        <ScoreTable scores={scores} main={headlines[0]?.name ?? ''} kind={output.figures.kind} />
      </details>
    </section>
  )
}

/** What validation rows said beside test rows, and the other way round. */
function OtherPart({
  output,
  main,
}: {
  readonly output: OutputEvaluation
  readonly main: Score | undefined
}) {
  const t = useText()
  const other = useResults((s) => otherPartOutput(s, output.output))
  const score = other && main && scoresOf(other.output).find(({ name }) => name === main.name)
  if (!score || score.value === null || main.value === null) return null
  const difference = score.value - main.value
  const isBetter = isError(main.name) ? difference < 0 : difference > 0
  const value = formatMetric(score.value)
  const range = formatInterval(score.interval)
  return (
    <p className={styles.other}>
      {t({
        en: `The ${other.part} rows say ${value} (${range}), ${isBetter ? 'better' : 'worse'} by ${formatMetric(Math.abs(difference))}. ${CHOSEN_BY[other.part].en}`,
        ko: `${PARTS[other.part]} 행에서는 ${value} (${range})로 ${formatMetric(Math.abs(difference))}만큼 더 ${isBetter ? '좋습니다' : '나쁩니다'}. ${CHOSEN_BY[other.part].ko}`,
      })}
    </p>
  )
}

const PARTS: { readonly [P in EvaluatedPart]: string } = { train: '학습', validation: '검증', test: '테스트' }
const CHOSEN_BY: { readonly [P in EvaluatedPart]: { readonly en: string; readonly ko: string } } = {
  train: { en: 'The network has learned them.', ko: '신경망이 학습한 행입니다.' },
  validation: {
    en: 'The best epoch was chosen by them; by the test rows nothing was.',
    ko: '가장 좋은 에포크를 그 행으로 골랐고, 테스트 행으로는 아무것도 고르지 않았습니다.',
  },
  test: { en: 'By them nothing was chosen.', ko: '그 행으로는 아무것도 고르지 않았습니다.' },
}

interface TableProps {
  readonly scores: readonly Score[]
  readonly main: string
  readonly kind: OutputEvaluation['figures']['kind']
}

function ScoreTable({ scores, main, kind }: TableProps) {
  const t = useText()
  return (
    <div className={styles.scroller}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.first}>
              <span className="hidden-text">{t({ en: 'Name', ko: '이름' })}</span>
            </th>
            <th scope="col">{t({ en: 'value', ko: '값' })}</th>
            <th scope="col">{t({ en: '95 % interval', ko: '95 % 구간' })}</th>
            <th
              scope="col"
              title={t({
                en: 'The same figure if the answer were always the most frequent class, or the mean, of the training rows',
                ko: '늘 학습 행의 최빈 클래스나 평균으로 답할 때의 값',
              })}
            >
              {kind === 'number'
                ? t({ en: 'the mean', ko: '평균' })
                : t({ en: 'most frequent', ko: '최빈값' })}
            </th>
          </tr>
        </thead>
        <tbody>
          {scores.map(({ name, value, interval, trivial }) => (
            <tr key={name} data-main={name === main || undefined}>
              <th scope="row">{name}</th>
              <td>{formatMetric(value)}</td>
              <td>{formatInterval(interval)}</td>
              <td>{trivial === null ? '' : formatMetric(trivial)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
