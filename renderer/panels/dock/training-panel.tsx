/** The Training tab: charts, figures and result of the shown run, or the next step if nothing has been trained yet. Only the components
 *  that show a number render with each training frame. */
import { useMemo, useState } from 'react'
import { isBounded } from '../../../shared/catalog/metrics/index.ts'
import { MetricChart } from '../../charts/metric-chart.tsx'
import { epochRange } from '../../charts/range.ts'
import { FindingList } from '../../doctor/finding-body.tsx'
import { useRunFindings } from '../../doctor/findings.ts'
import { problemList } from '../../problems/current-problems.ts'
import { chooseData } from '../../state/choose-data.ts'
import { useDock } from '../../state/dock.ts'
import { isRunning, type RunView } from '../../state/runs.ts'
import { useApp } from '../../state/store.ts'
import { activeRun, shownRun, stop, train, useShownRun } from '../../state/training.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import buttons from '../buttons.module.css'
import styles from './dock.module.css'
import { Failure } from './failure.tsx'
import { RunEnd } from './run-end.tsx'
import { RunFigures } from './run-figures.tsx'
import { seriesName, stateSentence } from './run-text.ts'
import training from './training.module.css'

export function TrainingPanel() {
  const hasRun = useApp((s) => shownRun(s) !== null)
  const failed = useApp((s) => shownRun(s)?.state === 'failed')
  if (!hasRun) return <NoRuns />
  return (
    <div className={training.training}>
      {failed && <Failure />}
      <Charts />
      <RunFigures />
      <RunEnd />
      <RunFindings />
    </div>
  )
}

/** What the doctor found in the curves of the run. */
function RunFindings() {
  const t = useText()
  const findings = useRunFindings()
  if (findings.length === 0) return null
  return (
    <section className={training.findings} aria-label={t({ en: 'Findings', ko: '진단' })}>
      <FindingList findings={findings} />
    </section>
  )
}

/** Shown before the first training: what to do next. */
function NoRuns() {
  const t = useText()
  const starting = useApp((s) => s.starting)
  const errors = useApp((s) => problemList(s).filter((problem) => problem.severity === 'error').length)
  const noData = useApp((s) => s.data.state === 'none')
  const show = useDock((s) => s.show)
  // Only one network trains at a time, and it may belong to another document.
  const busy = useApp((s) => activeRun(s)?.info.name ?? null)
  const nextStep =
    busy !== null
      ? {
          text: {
            en: `“${busy}” is training. Train this network when it finishes, or stop it now.`,
            ko: `“${busy}” 학습이 진행 중입니다. 끝나면 이 신경망을 학습하거나 지금 중지하세요.`,
          },
          label: { en: 'Stop training', ko: '학습 중지' },
          run: () => void stop(),
        }
      : errors > 0
        ? {
            text: {
              en: `Fix the errors in the network first (${errors} now), then press Train.`,
              ko: `먼저 신경망의 오류(지금 ${errors}개)를 고친 다음 학습을 누르세요.`,
            },
            label: { en: 'Show problems', ko: '문제 보기' },
            run: () => show('problems'),
          }
        : noData
          ? {
              text: {
                en: 'Training needs data: choose your own file, or the sample data, 70,000 images of clothing.',
                ko: '학습하려면 데이터가 필요합니다. 내 파일이나 옷 이미지 70,000장인 예제 데이터를 고르세요.',
              },
              label: { en: 'Choose data…', ko: '데이터 고르기…' },
              run: chooseData,
            }
          : {
              text: {
                en: 'Press Train: loss and metrics appear here while the network learns, epoch by epoch.',
                ko: '학습을 누르세요. 학습하는 동안 손실과 지표가 에포크마다 여기에 나타납니다.',
              },
              label: { en: 'Train', ko: '학습' },
              run: () => void train(),
              icon: true,
            }
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{t({ en: 'Nothing trained yet', ko: '아직 학습한 것이 없습니다' })}</p>
      <p>{t(nextStep.text)}</p>
      <button type="button" className={buttons.button} disabled={starting} onClick={nextStep.run}>
        {nextStep.icon && <Icon name="play" size={12} />}
        {t(nextStep.label)}
      </button>
    </div>
  )
}

/** The progress of the training, in epochs. */
const epochsDone = ({ points, epochEnds }: RunView): number =>
  Math.max(points.x[points.count - 1] ?? 0, epochEnds.at(-1)?.epoch ?? 0)

function Charts() {
  const t = useText()
  const run = useShownRun()
  const [hovered, setHovered] = useState<number | null>(null)
  const [chosen, setChosen] = useState('')
  const running = run !== null && isRunning(run.state)
  const { from, to, step } = epochRange(run ? epochsDone(run) : 0, run?.info.epochs ?? 1, running)
  const epochs = useMemo(() => ({ from, to, step }), [from, to, step])
  if (!run) return null
  const { series } = run.info
  const metrics = series.slice(1)
  const metric = metrics.includes(chosen) ? chosen : metrics[0]
  const empty = run.points.count === 0 && run.epochEnds.length === 0
  const name = t(seriesName(series[0] ?? 'loss'))
  const common = { run, epochs, hovered, onHover: setHovered }
  return (
    <div className={training.charts} data-single={metric === undefined || undefined}>
      <MetricChart {...common} series={0} title={name} name={name} bounded={false} />
      {metric !== undefined && (
        <MetricChart
          {...common}
          series={series.indexOf(metric)}
          bounded={isBounded(metric)}
          name={t(seriesName(metric))}
          title={
            metrics.length === 1 ? (
              t(seriesName(metric))
            ) : (
              <select
                className={styles.select}
                aria-label={t({ en: 'Metric', ko: '지표' })}
                value={metric}
                onChange={(event) => setChosen(event.target.value)}
              >
                {metrics.map((each) => (
                  <option key={each} value={each}>
                    {t(seriesName(each))}
                  </option>
                ))}
              </select>
            )
          }
        />
      )}
      {empty && <p className={training.waiting}>{t(waitingText(run))}</p>}
    </div>
  )
}

function waitingText(run: RunView) {
  if (run.unread !== undefined) return { en: 'Reading the run…', ko: '학습 기록을 읽고 있습니다…' }
  if (run.state === 'compiling')
    return {
      en: 'Compiling the network: a small one takes seconds, a deep one longer.',
      ko: '신경망을 컴파일하고 있습니다. 작은 신경망은 몇 초, 깊은 신경망은 더 걸립니다.',
    }
  if (run.state === 'preparing') return { en: 'Preparing the data…', ko: '데이터를 준비하고 있습니다…' }
  if (run.result) return { en: 'Training ended before the first step.', ko: '첫 스텝 전에 끝났습니다.' }
  return stateSentence(run)
}
