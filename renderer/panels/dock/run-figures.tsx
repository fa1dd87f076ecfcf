/** The table next to the charts: progress, speed, best results. The rows are always the same, so that nothing jumps. */
import { bestEpoch, decidedBy, meanSpeed } from '../../charts/run-curves.ts'
import { isRunning, type RunView } from '../../state/runs.ts'
import { useShownRun } from '../../state/training.ts'
import { useText } from '../../text.ts'
import { count, duration, figure } from '../../ui/format.ts'
import { Scroller } from './scroller.tsx'
import training from './training.module.css'

/** Completed share of the training, from 0 to 1. */
function share({ info, progress, result, epochEnds }: RunView): number {
  if (result?.state === 'finished') return 1
  const ended = epochEnds.at(-1)?.epoch ?? 0
  const inside = progress && progress.epoch > ended ? progress.step / info.stepsPerEpoch : 0
  return Math.min(1, (ended + inside) / info.epochs)
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
  const decided = best && decidedBy(info, best)
  const done = Math.round(share(run) * 1000) / 10
  const now = progress?.stepsPerSecond || Number.NaN
  // The current speed; for an ended run the mean speed.
  const whole = meanSpeed(epochEnds)
  const perSecond = running && !Number.isNaN(now) ? now : Number.isNaN(whole) ? now : whole
  const of = t({ en: 'of', ko: '/' })
  const epochs = (reached: string) => `${reached} ${of} ${count(info.epochs)}`
  return (
    <Scroller className={training.around} role="region" label={t({ en: 'Figures', ko: '수치' })}>
      <dl className={training.figures}>
        <dt>{t({ en: 'Epoch', ko: '에포크' })}</dt>
        <dd style={{ minWidth: `${epochs(count(info.epochs)).length}ch` }}>
          {epochs(epoch === 0 ? '–' : count(epoch))}
        </dd>
        <dd className={training.bar}>
          <div
            role="progressbar"
            aria-label={t({ en: 'Training', ko: '학습' })}
            aria-valuenow={done}
            aria-valuemin={0}
            aria-valuemax={100}
            style={{ transform: `scaleX(${done / 100})` }}
          />
        </dd>
        <dt>{t({ en: 'Step', ko: '스텝' })}</dt>
        <dd>
          {progress ? count(progress.step) : '–'} / {count(info.stepsPerEpoch)}
        </dd>
        <dt>{t({ en: 'Speed', ko: '속도' })}</dt>
        <dd>
          {count(perSecond)} {t({ en: 'steps/s', ko: '스텝/초' })}
        </dd>
        {running ? (
          <>
            <dt>{t({ en: 'Time left', ko: '남은 시간' })}</dt>
            <dd>{duration(progress?.secondsLeft ?? null)}</dd>
          </>
        ) : (
          <>
            <dt>{t({ en: 'Time', ko: '걸린 시간' })}</dt>
            <dd>{duration(result?.seconds ?? null)}</dd>
          </>
        )}
        <dt>{t({ en: 'Best epoch', ko: '최고 에포크' })}</dt>
        <dd className={best ? training.good : undefined}>{best ? count(best.epoch) : '–'}</dd>
        <dt>
          {t({
            en: `Best ${decided?.name ?? info.monitor ?? 'loss'}`,
            ko: `최고 ${decided?.name ?? info.monitor ?? 'loss'}`,
          })}
        </dt>
        <dd className={best ? training.good : undefined}>{decided ? figure(decided.value) : '–'}</dd>
        <dt>{t({ en: 'Learning rate', ko: '학습률' })}</dt>
        <dd>
          {last && !Number.isNaN(last.learningRate) ? String(Number(last.learningRate.toPrecision(3))) : '–'}
        </dd>
        <dt>{t({ en: 'Early stop', ko: '조기 종료' })}</dt>
        <dd
          title={t({
            en: 'Epochs without improvement, of those it waits for',
            ko: '나아지지 않은 에포크 수 / 기다리는 에포크 수',
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
