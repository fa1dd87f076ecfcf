/** The texts of dock and status bar: the status, the state of a run, the runtime and the host with their reasons. */
import { beforeEach, describe, expect, it } from 'vitest'
import { epochSentence, runTitle, seriesName, stateSentence } from '../../../renderer/panels/dock/run-text.ts'
import { status } from '../../../renderer/panels/dock/status.ts'
import { hostText, runtimeText } from '../../../renderer/state/environment-text.ts'
import { applyEvents, fromInfo } from '../../../renderer/state/runs.ts'
import { useApp } from '../../../renderer/state/store.ts'
import { formatDateTime } from '../../../renderer/ui/format.ts'
import type { HostInfo, RunInfo, RuntimeInfo } from '../../../shared/ipc/contract/index.ts'

const info: RunInfo = {
  run: 'r',
  name: 'lesson-dropout',
  state: 'preparing',
  epochs: 1000,
  stepsPerEpoch: 10,
  batchSize: 32,
  seed: 42,
  series: ['loss', 'accuracy'],
  hasValidation: true,
  startedAt: new Date(2026, 0, 2, 14, 2, 11).getTime(),
  executor: 'TensorFlow 2.21 · XLA · 2 cores',
}
const runtime: RuntimeInfo = { tensorflow: 'wheel', version: '2.21', xla: true, cores: 2, reason: null }
const host: HostInfo = {
  kind: 'electron',
  name: 'Electron 45.4.1',
  reason: null,
  platform: 'linux',
  dialogs: 'native',
  notices: [],
}
const why = { en: 'Electron’s download failed', ko: 'Electron을 내려받지 못했습니다' }

describe('the texts of a run', () => {
  it('describe its state, with the epoch if there is one', () => {
    expect(stateSentence({ state: 'preparing', info, progress: null }).en).toBe('Preparing data')
    expect(stateSentence({ state: 'compiling', info, progress: null }).ko).toBe('신경망 컴파일 중')
    expect(stateSentence({ state: 'training', info, progress: null }).en).toBe('Training, epoch 1 of 1,000')
    expect(stateSentence({ state: 'stopped', info, progress: null }).en).toBe('Training stopped')
  })

  it('name known figures, and use Keras’s name for others', () => {
    expect(seriesName('accuracy')).toEqual({ en: 'Accuracy', ko: '정확도' })
    expect(seriesName('top_k').en).toBe('top_k')
    expect(seriesName('toString').en).toBe('toString')
  })

  it('distinguish runs', () => {
    const day = 24 * 3600_000
    expect(runTitle(info, info.startedAt + 1000).en).toBe('lesson-dropout · seed 42 · 14:02:11')
    expect(runTitle(info, info.startedAt + 2 * day).en).toBe(
      `lesson-dropout · seed 42 · ${formatDateTime(info.startedAt, 'en')}`,
    )
  })

  it('describe the end of an epoch for a screen reader', () => {
    const end = {
      run: 'r',
      epoch: 7,
      train: Float32Array.of(0.5, 0.75),
      validation: Float32Array.of(0.25, 0.875),
      learningRate: 0.01,
      millisecondsPerStep: 1,
      best: true,
      waited: 0,
    }
    expect(epochSentence(info, end).en).toBe(
      'Epoch 7 of 1000: Loss 0.5000, Accuracy 0.7500, validation Loss 0.2500, validation Accuracy 0.8750',
    )
    expect(epochSentence(info, { ...end, validation: null }).ko).toBe(
      '에포크 7/1000: 손실 0.5000, 정확도 0.7500',
    )
  })
})

describe('runtime and host', () => {
  it('always have a reason', () => {
    expect(runtimeText(runtime)).toEqual({
      name: { en: 'TensorFlow 2.21 · XLA · 2 cores', ko: 'TensorFlow 2.21 · XLA · 코어 2개' },
      reason: { en: 'native TensorFlow', ko: '네이티브 TensorFlow' },
      fallback: false,
    })
    expect(runtimeText({ ...runtime, tensorflow: 'tfjs-download', xla: false, cores: 1 })).toMatchObject({
      name: { en: 'TensorFlow 2.21 · 1 core' },
      reason: { en: 'the TensorFlow included in tfjs-node' },
      fallback: true,
    })
    const none = runtimeText({ ...runtime, tensorflow: 'none', version: null, reason: why })
    expect(none).toMatchObject({ name: { en: 'Portable · WebAssembly' }, fallback: true })
    expect(none.reason.en).toContain(why.en)
    expect(runtimeText(null).reason.en).toBe('no answer yet')
    expect(hostText(host)).toMatchObject({ name: { en: 'Electron 45.4.1' }, fallback: false })
    expect(hostText({ ...host, reason: why })).toMatchObject({ reason: why, fallback: true })
  })
})

describe('the status', () => {
  const first = useApp.getState()
  beforeEach(() => useApp.setState(first, true))

  it('asks for a layer in an empty document', () => {
    expect(status(useApp.getState())).toEqual({
      kind: 'idle',
      text: { en: 'Empty: add a layer', ko: '비어 있음: 층을 추가하세요' },
    })
  })

  it('follows a training, and a lost connection has priority', () => {
    const draft = 'a'.repeat(16)
    const ownedInfo = { ...info, owner: { draft } }
    const runs = applyEvents({ r: fromInfo(ownedInfo) }, [{ kind: 'changed', run: 'r', state: 'compiling' }])
    useApp.setState(({ file }) => ({ runs, file: { ...file, draft } }))
    expect(status(useApp.getState())).toMatchObject({
      kind: 'running',
      text: { en: 'Compiling the network' },
    })
    useApp.setState(({ file }) => ({ file: { ...file, draft: 'b'.repeat(16) } }))
    expect(status(useApp.getState()).text.en).toBe('“lesson-dropout”: Compiling the network')
    useApp.setState({ lostConnection: { who: 'engine', reason: 'it ended' } })
    expect(status(useApp.getState())).toMatchObject({
      kind: 'bad',
      text: { en: 'The engine is not responding: it ended' },
    })
  })
})
