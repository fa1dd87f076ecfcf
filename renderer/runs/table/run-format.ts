/** Texts of a run's values in the table. */
import type { Setting } from '../../../shared/document/run-settings.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import type { Language, Text } from '../../../shared/text.ts'
import { formatBytes, formatCount, formatDuration, formatMetric, formatTime } from '../../ui/format.ts'
import type { ValueRange } from './run-groups.ts'
import type { Fact, RunRow } from './run-values.ts'

/** A setting as Keras writes it: `None`, `True`. */
export function formatSetting(value: Setting | undefined): string {
  if (value === undefined) return '–'
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return String(value)
}

/** The different values of several runs: numbers in their order, whole ones that follow each other as '42–46'. */
export function formatSettings(values: readonly (Setting | undefined)[]): string {
  const distinct = [...new Set(values)]
  if (!distinct.every((value) => typeof value === 'number')) return distinct.map(formatSetting).join(', ')
  const sorted = distinct.sort((a, b) => a - b)
  const follow = sorted.every((value, i) => Number.isInteger(value) && value === sorted[0]! + i)
  return follow && sorted.length > 2 ? `${sorted[0]}–${sorted.at(-1)}` : sorted.join(', ')
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

/** '0.970–0.990': the least and the greatest value with three digits. */
export const formatRange = ({ min, max }: Pick<ValueRange, 'min' | 'max'>): string =>
  `${short(min)}–${short(max)}`

const short = (value: number): string => {
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 0.001 || magnitude >= 10_000))
    return value.toExponential(1).replace('e+', 'e')
  return value.toFixed(magnitude < 10 ? (magnitude < 1 ? 3 : 2) : magnitude < 100 ? 1 : 0).replace('-', '−')
}

export const rangeText = ({ mean, min, max, count }: ValueRange): Text => ({
  en: `mean ${formatMetric(mean)}, ${formatMetric(min)} to ${formatMetric(max)}, ${count} ended ${count === 1 ? 'run' : 'runs'}`,
  ko: `평균 ${formatMetric(mean)}, ${formatMetric(min)}부터 ${formatMetric(max)}까지, 끝난 학습 ${count}개`,
})
