/** Texts of a run's values in the table. */
import type { Setting } from '../../../shared/document/run-settings.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import type { Language, Text } from '../../../shared/text.ts'
import { formatBytes, formatCount, formatDuration, formatTime } from '../../ui/format.ts'
import type { Fact, RunRow } from './run-values.ts'

/** A setting as Keras writes it: `None`, `True`. */
export function formatSetting(value: Setting | undefined): string {
  if (value === undefined) return '–'
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}

export function formatFact(run: RunRow, fact: Fact, language: Language): string {
  switch (fact) {
    case 'duration':
      return run.live ? '–' : formatDuration(run.result.seconds)
    case 'started':
      return formatStart(run.info.startedAt, language)
    case 'size':
      return run.bytes === 0 ? '–' : formatBytes(run.bytes)
    case 'parameters':
      return run.parameters === null ? '–' : formatCount(run.parameters)
    case 'epochs':
      return formatCount(run.info.epochs)
    default:
      return ''
  }
}

/** The time of today, the day of this year, or the month of another year. */
function formatStart(at: number, language: Language, now = Date.now()): string {
  const [day, today] = [new Date(at), new Date(now)]
  if (day.toDateString() === today.toDateString()) return formatTime(at).slice(0, 5)
  return new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
    month: 'short',
    ...(day.getFullYear() === today.getFullYear() ? { day: 'numeric' } : { year: 'numeric' }),
  }).format(at)
}

const STATES: { readonly [state: string]: Text } = {
  finished: { en: 'finished', ko: '완료' },
  stopped: { en: 'stopped', ko: '중지됨' },
  paused: { en: 'paused', ko: '일시 중지됨' },
  failed: { en: 'failed', ko: '실패' },
  preparing: { en: 'preparing', ko: '준비 중' },
  compiling: { en: 'compiling', ko: '컴파일 중' },
}

/** 'finished', 'epoch 3 of 5', 'stopped at 2 of 30'. */
export function stateText({ state, live, info, epochsDone, result }: RunRow): Text {
  if (!isFinalState(state)) {
    const epoch = live?.progress?.epoch
    if (epoch === undefined) return STATES[state] ?? { en: 'training', ko: '학습 중' }
    return { en: `epoch ${epoch} of ${info.epochs}`, ko: `에포크 ${epoch}/${info.epochs}` }
  }
  const name = STATES[state]!
  if (state === 'finished')
    return epochsDone < info.epochs && result.bestEpoch !== null ? stoppedEarly(epochsDone) : name
  return {
    en: `${name.en} at ${epochsDone} of ${info.epochs}`,
    ko: `${name.ko}, ${epochsDone}/${info.epochs}`,
  }
}

const stoppedEarly = (epoch: number): Text => ({ en: `early stop at ${epoch}`, ko: `${epoch}에서 조기 종료` })
