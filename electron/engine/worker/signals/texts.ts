/** Texts about signals. */
import { type ProblemData, problem } from '../../../../shared/problem.ts'

/** A newer query of the same slot ended this one. */
export const SIGNALS_REPLACED = 'signals_replaced'

export const replaced: ProblemData = problem(SIGNALS_REPLACED, {
  en: 'A newer version of the network is being computed instead.',
  ko: '더 새로운 신경망을 대신 계산하고 있습니다.',
})

export const ended: ProblemData = problem('signals_ended', {
  en: 'The signals are no longer computed.',
  ko: '신호 계산을 끝냈습니다.',
})

export const nothingSound: ProblemData = problem('signals_nothing', {
  en: 'No layer can be computed yet. Add an Input and connect layers to it.',
  ko: '아직 계산할 수 있는 층이 없습니다. Input을 추가하고 층을 연결하세요.',
})

export const tooManyCalls = (count: number, most: number): ProblemData =>
  problem('signals_too_many', {
    en: `The network has ${count} layers, and signals are computed for at most ${most}. Look at a part of it, or train it: a run keeps its signals.`,
    ko: `신경망의 층이 ${count}개입니다. 신호는 ${most}개까지 계산합니다. 일부만 보거나 학습하세요. 학습은 신호를 남깁니다.`,
  })

/** @param status exit code or signal @param lines last lines of its errors */
export const crashed = (status: string, lines: readonly string[]): ProblemData => {
  const last = lines.length > 0 ? `: ${lines.slice(-3).join(' | ')}` : ''
  return problem('signals_crashed', {
    en: `The process that computes signals ended unexpectedly (${status})${last}. The next change starts it again.`,
    ko: `신호를 계산하는 프로세스가 예기치 않게 끝났습니다(${status})${last}. 다음 변경 때 다시 시작합니다.`,
  })
}
