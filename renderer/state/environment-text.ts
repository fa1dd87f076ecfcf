/** Names of host and runtime, and why they are used: they are the default, or the default was not available. */
import type { HostInfo, RuntimeInfo } from '../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../shared/text.ts'

export interface EnvironmentText {
  readonly name: Text
  readonly reason: Text
  /** Whether the default was not available. */
  readonly fallback: boolean
}

const DEFAULT_REASON: Text = { en: 'default', ko: '기본' }

export function hostText(info: HostInfo | null): EnvironmentText {
  if (!info)
    return {
      name: { en: 'Connecting', ko: '연결 중' },
      reason: { en: 'no answer yet', ko: '아직 응답 없음' },
      fallback: false,
    }
  return {
    name: untranslated(info.name),
    reason: info.reason ?? DEFAULT_REASON,
    fallback: info.reason !== null,
  }
}

/** 'TensorFlow 2.21 · XLA · 2 cores'. */
export function runtimeText(info: RuntimeInfo | null): EnvironmentText {
  if (!info)
    return {
      name: { en: 'Waiting for the engine', ko: '엔진의 응답을 기다리는 중' },
      reason: { en: 'no answer yet', ko: '아직 응답 없음' },
      fallback: false,
    }
  if (info.tensorflow === 'none') {
    const slower: Text = {
      en: 'everything can be trained, but more slowly than with native TensorFlow',
      ko: '모두 학습할 수 있지만 네이티브 TensorFlow보다 느립니다',
    }
    const { reason } = info
    return {
      name: { en: 'Portable · WebAssembly', ko: '이식형 · WebAssembly' },
      reason: reason ? { en: `${slower.en}. ${reason.en}`, ko: `${slower.ko}. ${reason.ko}` } : slower,
      fallback: true,
    }
  }
  const parts = (cores: string): string =>
    [`TensorFlow ${info.version ?? ''}`.trim(), info.xla && 'XLA', cores].filter(Boolean).join(' · ')
  return {
    name: {
      en: parts(`${info.cores} ${info.cores === 1 ? 'core' : 'cores'}`),
      ko: parts(`코어 ${info.cores}개`),
    },
    reason:
      info.reason ??
      (info.tensorflow === 'wheel'
        ? { en: 'native TensorFlow', ko: '네이티브 TensorFlow' }
        : { en: 'the TensorFlow included in tfjs-node', ko: 'tfjs-node에 딸린 TensorFlow' }),
    fallback: info.reason !== null || info.tensorflow !== 'wheel',
  }
}
