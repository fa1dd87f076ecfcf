/** The results of a run: figures with intervals beside the trivial answer, where it fails, and the rows behind each figure. */
import type { ReactNode } from 'react'
import type { ClassFigures } from '../../../shared/evaluation/class-figures.ts'
import type { LabelFigures } from '../../../shared/evaluation/label-figures.ts'
import type { NumberFigures } from '../../../shared/evaluation/number-figures.ts'
import type { EvaluationProgress } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { PART_NAMES } from '../../rows/part-names.ts'
import {
  cancelShown,
  currentEvaluation,
  currentProgress,
  evaluateShown,
  isEvaluating,
  shownOutput,
  showOutput,
  showPart,
  useResults,
} from '../../state/evaluations.ts'
import { useApp } from '../../state/store.ts'
import buttons from '../../ui/button.module.css'
import { formatCount, formatDateTime } from '../../ui/format.ts'
import { Segments } from '../../ui/segments.tsx'
import { useText } from '../../ui/text.ts'
import { shortTitleOf, titleOf } from '../table/run-values.ts'
import { useAllRuns } from '../use-runs.ts'
import { ClassResults, LabelResults } from './class-results.tsx'
import { ErrorAnalysis } from './error-analysis.tsx'
import { NumberResults } from './number-results.tsx'
import styles from './results.module.css'
import { Scores } from './scores.tsx'

const PARTS = ['validation', 'test'] as const

export function Results() {
  const t = useText()
  const id = useResults((s) => s.run)
  const part = useResults((s) => s.part)
  const run = useAllRuns().find(({ info }) => info.run === id)
  return (
    <section className={styles.results} aria-label={t({ en: 'Results', ko: '결과' })}>
      <header className={styles.head}>
        <h2 title={run && titleOf(run)}>
          {run ? shortTitleOf(run) : ''}
          {run && <small>{t({ en: `seed ${run.info.seed}`, ko: `시드 ${run.info.seed}` })}</small>}
        </h2>
        <Segments
          label={t({ en: 'Rows', ko: '행' })}
          values={PARTS}
          value={part}
          nameOf={(each) => t(PART_NAMES[each])}
          onChange={showPart}
        />
      </header>
      <Problems />
      <Body />
    </section>
  )
}

function Problems() {
  const t = useText()
  const problems = useResults((s) => s.problems)
  if (problems.length === 0) return null
  return (
    <div className={styles.problems} role="alert">
      {problems.map((each) => (
        <p key={each.en}>{t(each)}</p>
      ))}
    </div>
  )
}

function Body() {
  const t = useText()
  const evaluation = useResults(currentEvaluation)
  const progress = useResults(currentProgress)
  const isRunning = useResults(isEvaluating)
  const figures = isRunning ? (progress?.figures ?? null) : (evaluation?.figures ?? null)
  const output = useResults((s) => shownOutput(s, figures))
  return (
    <>
      <Status />
      {!isRunning && !evaluation && <NotEvaluated />}
      {figures && output && figures.outputs.length > 1 && (
        <div className={styles.outputs}>
          <Segments
            label={t({ en: 'Output', ko: 'Output' })}
            values={figures.outputs.map((each) => each.output)}
            value={output.output}
            nameOf={(name) => name}
            onChange={showOutput}
          />
        </div>
      )}
      {output && (
        <div className={styles.blocks}>
          <Scores output={output} />
          {output.figures.kind === 'classes' && <ClassResults figures={output.figures as ClassFigures} />}
          {output.figures.kind === 'labels' && <LabelResults figures={output.figures as LabelFigures} />}
          {output.figures.kind === 'number' && <NumberResults figures={output.figures as NumberFigures} />}
          {evaluation && !isRunning && <ErrorAnalysis evaluation={evaluation} output={output} />}
        </div>
      )}
    </>
  )
}

/** What is shown: rows, weights and when; or how far an evaluation is. */
function Status(): ReactNode {
  const t = useText()
  const language = useApp((s) => s.language)
  const evaluation = useResults(currentEvaluation)
  const progress = useResults(currentProgress)
  const isRunning = useResults(isEvaluating)
  const looks = useResults((s) => s.stored?.looks ?? 0)
  if (isRunning)
    return (
      <p className={styles.status} role="status">
        <span>
          {t(STAGES[progress?.stage ?? 'preparing'])}
          {progress && progress.total > 0 && ` ${Math.round((100 * progress.done) / progress.total)} %`}
        </span>
        <button type="button" className={buttons.button} onClick={() => void cancelShown()}>
          {t({ en: 'Cancel', ko: '취소' })}
        </button>
      </p>
    )
  if (!evaluation) return null
  const { rows, weights, evaluated, part, isTraining } = evaluation
  const at = formatDateTime(Date.parse(evaluated), language)
  return (
    <p className={styles.status}>
      <span>
        {t({
          en: `${formatCount(rows)} ${part} rows, weights of epoch ${weights.epoch}${isTraining ? ' so far' : ''}, ${at}.`,
          ko: `${part === 'test' ? '테스트' : '검증'} 행 ${formatCount(rows)}개, 에포크 ${weights.epoch}${isTraining ? '까지' : ''}의 가중치, ${at}.`,
        })}{' '}
        {part === 'test' &&
          t(
            looks === 1
              ? {
                  en: 'First look at the test rows. It is noted in the run.',
                  ko: '테스트 행을 처음 보았습니다. 학습 기록에 남습니다.',
                }
              : {
                  en: `The test rows were looked at ${looks} times: the more often, the less they say about new rows.`,
                  ko: `테스트 행을 ${looks}번 보았습니다. 자주 볼수록 새로운 행에 대해 말해 주는 것이 적어집니다.`,
                },
          )}
      </span>
      <button type="button" className={buttons.button} onClick={() => void evaluateShown()}>
        {t({ en: 'Evaluate again', ko: '다시 평가' })}
      </button>
    </p>
  )
}

const STAGES: { readonly [S in EvaluationProgress['stage']]: Text } = {
  preparing: { en: 'Preparing the rows', ko: '행을 준비하는 중' },
  predicting: { en: 'Predicting', ko: '예측하는 중' },
  figures: { en: 'Computing the figures', ko: '지표를 계산하는 중' },
  intervals: { en: 'Computing the intervals', ko: '구간을 계산하는 중' },
}

function NotEvaluated() {
  const t = useText()
  const part = useResults((s) => s.part)
  const isRead = useResults((s) => s.stored !== null)
  if (!isRead) return null
  return (
    <div className={styles.empty}>
      <button type="button" className={buttons.primary} onClick={() => void evaluateShown()}>
        {part === 'test'
          ? t({ en: 'Evaluate on the test rows', ko: '테스트 행으로 평가' })
          : t({ en: 'Evaluate on the validation rows', ko: '검증 행으로 평가' })}
      </button>
      <p>
        {part === 'test'
          ? t({
              en: 'No choice has used these rows, so they say how good the network is on new ones. Each look is noted in the run.',
              ko: '어떤 선택에도 쓰지 않은 행이므로 새로운 행에서 얼마나 좋은지 알려 줍니다. 볼 때마다 학습 기록에 남습니다.',
            })
          : t({
              en: 'If the best epoch or a setting was chosen by these rows, the figures are a little too good.',
              ko: '이 행으로 가장 좋은 에포크나 설정을 골랐다면 지표가 조금 좋게 나옵니다.',
            })}
      </p>
    </div>
  )
}
