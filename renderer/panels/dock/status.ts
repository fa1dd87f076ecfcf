/** The overall status in one sentence: the connection first, then the training, then the network. */
import { isEmpty, mainNetwork } from '../../../shared/document/document.ts'
import type { Text } from '../../../shared/text.ts'
import { problemList } from '../../problems/current-problems.ts'
import { isOwn } from '../../state/document-runs.ts'
import { isRunning } from '../../state/runs.ts'
import { type AppState, documentOf } from '../../state/store.ts'
import { activeRun, shownRun } from '../../state/training.ts'
import { stateSentence } from './run-text.ts'

export interface Status {
  /** Colour of the status dot. */
  readonly kind: 'idle' | 'ready' | 'running' | 'warning' | 'bad'
  readonly text: Text
}

/** Stopped and paused runs count as neither success nor failure. */
const END_KINDS: { readonly [state: string]: Status['kind'] } = { finished: 'ready', failed: 'bad' }

const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`

export function status(state: AppState): Status {
  if (state.lostConnection) return { kind: 'bad', text: lostConnectionSentence(state.lostConnection) }
  if (state.starting)
    return { kind: 'running', text: { en: 'Starting the training', ko: '학습을 시작하는 중' } }
  const run = activeRun(state)
  if (run) {
    const { en, ko } = stateSentence(run)
    const text = isOwn(state, run)
      ? { en, ko }
      : { en: `“${run.info.name}”: ${en}`, ko: `“${run.info.name}”: ${ko}` }
    return { kind: 'running', text }
  }
  const errors = problemList(state).filter((problem) => problem.severity === 'error').length
  if (isEmpty(mainNetwork(documentOf(state))))
    return { kind: 'idle', text: { en: 'Empty: add a layer', ko: '비어 있음: 층을 추가하세요' } }
  if (errors > 0)
    return {
      kind: 'bad',
      text: {
        en: `${plural(errors, 'error')} to fix before training`,
        ko: `학습 전에 고칠 오류 ${errors}개`,
      },
    }
  if (!state.host) return { kind: 'idle', text: { en: 'Connecting', ko: '연결 중' } }
  if (state.data.state === 'reading')
    return { kind: 'running', text: { en: 'Reading the data', ko: '데이터를 읽는 중' } }
  const ended = shownRun(state)
  if (ended && !isRunning(ended.state))
    return { kind: END_KINDS[ended.state] ?? 'idle', text: stateSentence(ended) }
  if (state.data.state === 'none')
    return {
      kind: 'warning',
      text: { en: 'Choose the data to train on', ko: '학습할 데이터를 고르세요' },
    }
  return { kind: 'ready', text: { en: 'Ready to train', ko: '학습할 준비가 됐습니다' } }
}

const lostConnectionSentence = ({ who, reason }: NonNullable<AppState['lostConnection']>): Text =>
  who === 'engine'
    ? { en: `The engine is not responding: ${reason}`, ko: `엔진이 응답하지 않습니다: ${reason}` }
    : { en: `The app is not responding: ${reason}`, ko: `앱이 응답하지 않습니다: ${reason}` }
