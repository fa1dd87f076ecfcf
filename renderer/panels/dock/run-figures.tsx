/** The table next to the charts: progress, speed, best results. The rows are always the same, so that nothing jumps. */
import { bestEpoch, meanSpeed, monitoredMetric } from '../../charts/run-curves.ts'
import { isRunning, type RunView } from '../../state/runs.ts'
import { useShownRun } from '../../state/training.ts'
import { formatCount, formatDuration, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { Scroller } from '../scroller.tsx'
import styles from './training.module.css'

/** Completed share of the training, from 0 to 1. */
function progressRatio({ info, progress, result, epochEnds }: RunView): number {
  if (result?.state === 'finished') return 1
  const endedEpochs = epochEnds.at(-1)?.epoch ?? 0
  const epochShare = progress && progress.epoch > endedEpochs ? progress.step / info.stepsPerEpoch : 0
  return Math.min(1, (endedEpochs + epochShare) / info.epochs)
}

export function RunFigures() {
  const t = useText()
  const run = useShownRun()
  if (!run) return null
  const { info, progress, epochEnds, result } = run
  const running = isRunning(run.state)
  const last = epochEnds.at(-1)
  // Progress frames are less frequent than the epochs of a small network.
  const epoch = Math.max(progress?.epoch ?? 0, last?.epoch ?? 0)
  const best = bestEpoch(epochEnds, result)
  const monitored = best && monitoredMetric(info, best)
  const percent = Math.round(progressRatio(run) * 1000) / 10
  const currentSpeed = progress?.stepsPerSecond || Number.NaN
  // The current speed; for an ended run the mean speed.
  const averageSpeed = meanSpeed(epochEnds)
  const perSecond =
    running && !Number.isNaN(currentSpeed)
      ? currentSpeed
      : Number.isNaN(averageSpeed)
        ? currentSpeed
        : averageSpeed
  const of = t({ en: 'of', ko: '/' })
  const epochs = (reached: string) => `${reached} ${of} ${formatCount(info.epochs)}`
  return (
    <Scroller className={styles.around} role="region" label={t({ en: 'Progress', ko: '진행 상황' })}>
      <dl className={styles.figures}>
        <dt>{t({ en: 'Epoch', ko: '에포크' })}</dt>
        <dd style={{ minWidth: `${epochs(formatCount(info.epochs)).length}ch` }}>
          {epochs(epoch === 0 ? '–' : formatCount(epoch))}
        </dd>
        <dd className={styles.bar}>
          <div
            role="progressbar"
            aria-label={t({ en: 'Training', ko: '학습' })}
            aria-valuenow={percent}
            aria-valuemin={0}
            aria-valuemax={100}
            style={{ transform: `scaleX(${percent / 100})` }}
          />
        </dd>
        <dt>{t({ en: 'Step', ko: '스텝' })}</dt>
        <dd>
          {progress ? formatCount(progress.step) : '–'} / {formatCount(info.stepsPerEpoch)}
        </dd>
        <dt>{t({ en: 'Speed', ko: '속도' })}</dt>
        <dd>
          {formatCount(perSecond)} {t({ en: 'steps/s', ko: '스텝/초' })}
        </dd>
        {running ? (
          <>
            <dt>{t({ en: 'Time left', ko: '남은 시간' })}</dt>
            <dd>{formatDuration(progress?.secondsLeft ?? null)}</dd>
          </>
        ) : (
          <>
            <dt>{t({ en: 'Time', ko: '걸린 시간' })}</dt>
            <dd>{formatDuration(result?.seconds ?? null)}</dd>
          </>
        )}
        <dt>{t({ en: 'Best epoch', ko: '최고 에포크' })}</dt>
        <dd className={best ? styles.good : undefined}>{best ? formatCount(best.epoch) : '–'}</dd>
        <dt>
          {t({
            en: `Best ${monitored?.name ?? info.monitor ?? 'loss'}`,
            ko: `최고 ${monitored?.name ?? info.monitor ?? 'loss'}`,
          })}
        </dt>
        <dd className={best ? styles.good : undefined}>{monitored ? formatMetric(monitored.value) : '–'}</dd>
        <dt>{t({ en: 'Learning rate', ko: '학습률' })}</dt>
        <dd>
          {last && !Number.isNaN(last.learningRate) ? String(Number(last.learningRate.toPrecision(3))) : '–'}
        </dd>
        <dt>{t({ en: 'Early stop', ko: '조기 종료' })}</dt>
        <dd
          title={t({
            en: 'Epochs without improvement / patience',
            ko: '나아지지 않은 에포크 수 / patience',
          })}
        >
          {info.patience === undefined
            ? t({ en: 'off', ko: '꺼짐' })
            : `${last?.waited ?? 0} ${of} ${info.patience}`}
        </dd>
      </dl>
    </Scroller>
  )
}
