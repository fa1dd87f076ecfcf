/** Why a run's process exited, and how a person is told. */
import type { Text } from '../../../shared/text.ts'

/** Why a process exited without sending an ending. */
export interface Crash {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** Last lines of stderr. */
  readonly lines: readonly string[]
  /** The program that could not be started, because there is none at this path. */
  readonly missing?: string
}

/** The message for the log and the result. */
export function crashText({ code, signal, lines, missing }: Crash): Text {
  if (missing !== undefined)
    return {
      en: `The training process cannot be started: there is no ${missing} any more. Layerloom was removed or moved while it runs. Save your work, close the app, and install or start it again.`,
      ko: `학습 프로세스를 시작할 수 없습니다. ${missing}이(가) 더는 없습니다. 실행 중에 Layerloom이 제거되었거나 옮겨졌습니다. 작업을 저장하고 앱을 닫은 뒤 다시 설치하거나 시작하세요.`,
    }
  const lastLines = lines.length > 0 ? `: ${lines.slice(-3).join(' | ')}` : ''
  const exitStatus = signal ?? `code ${code}`
  if (signal === 'SIGILL')
    return {
      en: `The training process used an instruction that this processor does not have (${exitStatus}). Train with the portable runtime: LAYERLOOM_EXECUTOR=portable${lastLines}.`,
      ko: `학습 프로세스가 이 프로세서에 없는 명령을 사용했습니다(${exitStatus}). 이식형 런타임으로 학습하세요: LAYERLOOM_EXECUTOR=portable${lastLines}.`,
    }
  return signal === 'SIGKILL'
    ? {
        en: `The training process was killed (${exitStatus}), probably because the computer ran out of memory. Use a smaller batch_size or a smaller network${lastLines}.`,
        ko: `학습 프로세스가 강제로 종료되었습니다(${exitStatus}). 대개 메모리가 부족한 경우입니다. batch_size를 줄이거나 더 작은 신경망을 쓰세요${lastLines}.`,
      }
    : {
        en: `The training process ended unexpectedly (${exitStatus})${lastLines}.`,
        ko: `학습 프로세스가 예기치 않게 끝났습니다(${exitStatus})${lastLines}.`,
      }
}
