/** The names of host and runtime and why it is these: first choice, or what stood in its way. */
import type { HostInfo, RuntimeInfo } from '../../../shared/ipc/contract.ts'
import { same, type Text } from '../../../shared/text.ts'

export interface Surrounding {
  readonly name: Text
  readonly why: Text
  /** Not the first choice. */
  readonly fallback: boolean
}

const firstChoice: Text = { en: 'first choice', ko: '첫 번째 선택' }

export function hostWords(info: HostInfo | null): Surrounding {
  if (!info)
    return {
      name: { en: 'Connecting', ko: '연결 중' },
      why: { en: 'no answer yet', ko: '아직 응답 없음' },
      fallback: false,
    }
  return { name: same(info.name), why: info.reason ?? firstChoice, fallback: info.reason !== null }
}

/** 'TensorFlow 2.21 · XLA · 2 cores'. */
export function runtimeWords(info: RuntimeInfo | null): Surrounding {
  if (!info)
    return {
      name: { en: 'Asking the engine', ko: '엔진에 묻는 중' },
      why: { en: 'no answer yet', ko: '아직 응답 없음' },
      fallback: false,
    }
  if (info.tensorflow === 'none')
    return {
      name: { en: 'No TensorFlow', ko: 'TensorFlow 없음' },
      why: info.reason ?? {
        en: 'designing, summaries and code work; training does not',
        ko: '설계, 요약, 코드는 되고 학습은 되지 않습니다',
      },
      fallback: true,
    }
  const parts = (cores: string): string =>
    [`TensorFlow ${info.version ?? ''}`.trim(), info.xla && 'XLA', cores].filter(Boolean).join(' · ')
  return {
    name: {
      en: parts(`${info.cores} ${info.cores === 1 ? 'core' : 'cores'}`),
      ko: parts(`코어 ${info.cores}개`),
    },
    why:
      info.reason ??
      (info.tensorflow === 'wheel'
        ? { en: 'native TensorFlow, first choice', ko: '네이티브 TensorFlow, 첫 번째 선택' }
        : { en: 'tfjs-node’s own TensorFlow, second choice', ko: 'tfjs-node의 TensorFlow, 두 번째 선택' }),
    fallback: info.reason !== null || info.tensorflow !== 'wheel',
  }
}
