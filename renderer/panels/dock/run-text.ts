/** Texts about a run: its state as a sentence, the names of its metrics, its entry in the list of runs. */
import type { EpochEnd, RunInfo } from '../../../shared/ipc/contract/index.ts'
import { isFinalState } from '../../../shared/ipc/run-state.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import { bestEpoch, monitoredMetric } from '../../charts/run-curves.ts'
import type { RunView } from '../../state/runs.ts'
import { formatCount, formatDateTime, formatMetric, formatTime } from '../../ui/format.ts'
import { placeInSet } from '../../ui/set-text.ts'

const SERIES: { readonly [name: string]: Text } = {
  loss: { en: 'Loss', ko: '손실' },
  accuracy: { en: 'Accuracy', ko: '정확도' },
  mae: { en: 'Mean absolute error', ko: '평균 절대 오차' },
  mean_absolute_error: { en: 'Mean absolute error', ko: '평균 절대 오차' },
}

/** 'accuracy' → Accuracy. An unlisted name is returned as Keras writes it. */
export const seriesName = (name: string): Text =>
  Object.hasOwn(SERIES, name) ? SERIES[name]! : untranslated(name)

type RunMoment = Pick<RunView, 'state' | 'info' | 'progress'>

/** 'Training, epoch 7 of 30'; of a set 'Fold 2 of 5: training, epoch 7 of 30'. */
export function stateSentence(run: RunMoment): Text {
  const { set } = run.info
  const { en, ko } = ownSentence(run)
  if (!set || isFinalState(run.state)) return { en, ko }
  const place = placeInSet(set)
  return { en: `${capital(place.en)}: ${en[0]!.toLowerCase()}${en.slice(1)}`, ko: `${place.ko}: ${ko}` }
}

const capital = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`

function ownSentence({ state, info, progress }: RunMoment): Text {
  const epoch = Math.max(1, progress?.epoch ?? 1)
  const en = `epoch ${formatCount(epoch)} of ${formatCount(info.epochs)}`
  const ko = `에포크 ${formatCount(epoch)}/${formatCount(info.epochs)}`
  switch (state) {
    case 'preparing':
      return { en: 'Preparing data', ko: '데이터 준비 중' }
    case 'compiling':
      return { en: 'Compiling the network', ko: '신경망 컴파일 중' }
    case 'training':
      return { en: `Training, ${en}`, ko: `학습 중, ${ko}` }
    case 'validating':
      return { en: `Validating, ${en}`, ko: `검증 중, ${ko}` }
    case 'finished':
      return { en: 'Training finished', ko: '학습 완료' }
    case 'stopped':
      return { en: 'Training stopped', ko: '학습 중지됨' }
    case 'paused':
      return { en: `Paused in ${en}`, ko: `일시 중지됨, ${ko}` }
    case 'failed':
      return { en: 'Training failed', ko: '학습 실패' }
  }
}

/** 'fashion-dropout · seed 42 · 14:02:11'; with the date if the run started on another day. */
export function runTitle(info: RunInfo, now = Date.now()): Text {
  const today = new Date(info.startedAt).toDateString() === new Date(now).toDateString()
  const at = (language: keyof Text) =>
    today ? formatTime(info.startedAt) : formatDateTime(info.startedAt, language)
  return {
    en: `${info.name} · seed ${info.seed} · ${at('en')}`,
    ko: `${info.name} · 시드 ${info.seed} · ${at('ko')}`,
  }
}

const END_LABELS: { readonly [state: string]: Text } = {
  finished: { en: 'finished', ko: '완료' },
  stopped: { en: 'stopped', ko: '중지됨' },
  paused: { en: 'paused', ko: '일시 중지됨' },
  failed: { en: 'failed', ko: '실패' },
}

/** The result of an ended run: its best metric, or how it ended if no epoch was finished. */
export function runOutcome(run: RunView): Text {
  if (run.unread !== undefined) {
    const { en, ko } = END_LABELS[run.state] ?? END_LABELS.failed!
    const done = formatCount(run.unread)
    return {
      en: `${en}, ${done} of ${formatCount(run.info.epochs)} epochs`,
      ko: `${ko}, 에포크 ${done}/${formatCount(run.info.epochs)}`,
    }
  }
  const best = bestEpoch(run.epochEnds, run.result)
  if (!best || run.state === 'failed') return stateSentence(run)
  const { name, value } = monitoredMetric(run.info, best)
  return { en: `best ${name} ${formatMetric(value)}`, ko: `최고 ${name} ${formatMetric(value)}` }
}

/** Announcement of a screen reader at the start of a training. */
export function startSentence({ epochs, set }: RunInfo): Text {
  const place = set && placeInSet(set)
  const count = formatCount(epochs)
  return {
    en: `Training started: ${place ? `${place.en}, ` : ''}${count} ${epochs === 1 ? 'epoch' : 'epochs'}`,
    ko: `학습 시작: ${place ? `${place.ko}, ` : ''}에포크 ${count}개`,
  }
}

/** Announcement of a screen reader at the end of an epoch. */
export function epochSentence(info: RunInfo, end: EpochEnd): Text {
  const figures = (language: keyof Text): string =>
    [
      ...info.series.map((name, i) => `${seriesName(name)[language]} ${formatMetric(end.train[i])}`),
      ...(end.validation
        ? info.series.map((name, i) => {
            const word = language === 'en' ? 'validation' : '검증'
            return `${word} ${seriesName(name)[language]} ${formatMetric(end.validation?.[i])}`
          })
        : []),
    ].join(', ')
  return {
    en: `Epoch ${end.epoch} of ${info.epochs}: ${figures('en')}`,
    ko: `에포크 ${end.epoch}/${info.epochs}: ${figures('ko')}`,
  }
}
