/** “N more epochs”: a new run that goes on from the last state of one that has ended. */
import { useId, useState } from 'react'
import type { Text } from '../../../shared/text.ts'
import { canContinue, continueRun, MORE_EPOCHS_ID } from '../../state/training.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import type { RunRow } from '../table/run-values.ts'
import styles from './run-panel.module.css'

const MAX_EPOCHS = 1_000_000

export function MoreEpochs({ run }: { readonly run: RunRow }) {
  const t = useText()
  const note = useId()
  const { info, epochsDone } = run
  const [epochs, setEpochs] = useState(String(Math.min(epochsDone, info.epochs)))
  if (!canContinue(run)) return null
  const number = Number(epochs)
  const isValid = Number.isInteger(number) && number >= 1 && epochsDone + number <= MAX_EPOCHS
  const notes = notesOf(run)
  return (
    <form
      className={styles.more}
      onSubmit={(event) => {
        event.preventDefault()
        if (isValid) void continueRun(info.run, number)
      }}
    >
      <button
        type="submit"
        className={styles.action}
        disabled={!isValid}
        aria-describedby={notes.length > 0 ? note : undefined}
        title={t({
          en: 'A new run that goes on from the last state of this one: the same figures as one run of all epochs',
          ko: '이 학습의 마지막 상태에서 이어 가는 새 학습입니다. 처음부터 모든 에포크를 학습한 것과 값이 같습니다',
        })}
      >
        <Icon name="play" size={14} />
        {t({ en: 'Train on', ko: '더 학습' })}
      </button>
      <label>
        <input
          id={MORE_EPOCHS_ID}
          type="number"
          inputMode="numeric"
          min={1}
          max={MAX_EPOCHS - epochsDone}
          value={epochs}
          aria-invalid={!isValid}
          onChange={(event) => setEpochs(event.currentTarget.value)}
        />
        {t({ en: 'more epochs', ko: '에포크 더' })}
      </label>
      {notes.length > 0 && (
        <p id={note} className={styles.reason}>
          {notes.map((each) => (
            <span key={each.en}>{t(each)} </span>
          ))}
        </p>
      )}
    </form>
  )
}

/** What a person has to know before: how far an early stop lets it go, and what a schedule does. */
function notesOf({ info, result, epochsDone, settings }: RunRow): readonly Text[] {
  const stoppedEarly = result.state === 'finished' && epochsDone < info.epochs
  const rate = settings.learning_rate
  const schedule = typeof rate === 'string' ? rate.replace(/\(.*/s, '') : null
  return [
    ...(stoppedEarly
      ? [
          {
            en: 'It had stopped early. Its patience goes on, so it stops again at the first epoch without an improvement.',
            ko: '조기 종료된 학습입니다. 기다린 에포크 수가 이어지므로 나아지지 않는 첫 에포크에서 다시 멈춥니다.',
          },
        ]
      : []),
    ...(schedule
      ? [
          {
            en: `${schedule} keeps its number of steps; in a run that was planned for all epochs it might be longer.`,
            ko: `${schedule}의 스텝 수는 그대로입니다. 처음부터 모든 에포크로 계획한 학습에서는 더 길 수 있습니다.`,
          },
        ]
      : []),
  ]
}
