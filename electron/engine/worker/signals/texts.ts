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
    en: `The network has ${count} layers, and signals are computed for at most ${most} while it is drawn. Use fewer layers or repetitions to see them.`,
    ko: `신경망의 층이 ${count}개입니다. 그리는 동안 신호는 ${most}개까지 계산합니다. 층이나 반복을 줄이면 볼 수 있습니다.`,
  })

export const tooManyParameters = (count: number, most: number): ProblemData =>
  problem('signals_too_large', {
    en: `The network has ${count.toLocaleString('en')} parameters, and signals are computed for at most ${most.toLocaleString('en')} while it is drawn. Use smaller layers to see them.`,
    ko: `신경망의 파라미터가 ${count.toLocaleString('en')}개입니다. 그리는 동안 신호는 ${most.toLocaleString('en')}개까지 계산합니다. 층을 줄이면 볼 수 있습니다.`,
  })

export const fewerRows = (rows: number, usual: number): ProblemData =>
  problem(
    'signals_fewer_rows',
    {
      en: `The network is large: the signals are those of ${rows} rows instead of ${usual}.`,
      ko: `신경망이 커서 ${usual}개가 아니라 ${rows}개 행의 신호입니다.`,
    },
    { severity: 'hint' },
  )

/** @param rows of the data, 0-based: the first ones @param all number of such rows in the batch */
export const rowsNotFinite = (rows: readonly number[], all: number): ProblemData => {
  const list = `${rows.join(', ')}${all > rows.length ? ' …' : ''}`
  return problem(
    'signals_rows',
    {
      en: `Rows of the data hold values that are infinite or no numbers: ${list} (${all} of the batch, counted from 0). Figures leave out all values that are not finite.`,
      ko: `데이터의 행에 무한하거나 숫자가 아닌 값이 있습니다: ${list} (배치에서 ${all}개, 0부터 셈). 유한하지 않은 값은 모든 수치에서 뺍니다.`,
    },
    { severity: 'warning', rows },
  )
}

/** @param status exit code or signal @param lines last lines of its errors */
export const crashed = (status: string, lines: readonly string[]): ProblemData => {
  const last = lines.length > 0 ? `: ${lines.slice(-3).join(' | ')}` : ''
  return problem('signals_crashed', {
    en: `The process that computes signals ended unexpectedly (${status})${last}. The next change starts it again.`,
    ko: `신호를 계산하는 프로세스가 예기치 않게 끝났습니다(${status})${last}. 다음 변경 때 다시 시작합니다.`,
  })
}

/** @param values weights, and outputs for one row */
export const tooLarge = (values: number, limit: number): ProblemData =>
  problem('signals_too_large', {
    en: `The network has ${values.toLocaleString('en-US')} weights and outputs, and signals are computed for at most ${limit.toLocaleString('en-US')}.`,
    ko: `신경망의 가중치와 출력이 ${values.toLocaleString('en-US')}개입니다. 신호는 ${limit.toLocaleString('en-US')}개까지 계산합니다.`,
  })
