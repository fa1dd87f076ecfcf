/** The status bar: the overall status, the size of the network, and the environment with its reasons. */
import { analysisOf } from '../../state/analysis.ts'
import { type AppState, useApp } from '../../state/store.ts'
import { formatBytes, formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { Environment } from './environment.tsx'
import { SignalsTime } from './signals-time.tsx'
import { status } from './status.ts'
import styles from './status-bar.module.css'

export function StatusBar() {
  const showsData = useApp((s) => s.workspace === 'data')
  return (
    <footer className={styles.bar}>
      <State />
      {showsData ? <Prepared /> : <Size />}
      {!showsData && <SignalsTime />}
      <span className={styles.space} />
      <Environment />
    </footer>
  )
}

function State() {
  // Two strings, so that this line renders once per epoch instead of once per frame.
  const sentence = useApp((s) => status(s).text[s.language])
  const kind = useApp((s) => status(s).kind)
  return (
    <span className={styles.state} data-kind={kind} title={sentence}>
      {sentence}
    </span>
  )
}

/** The size of a prepared row, and the Input that takes it. */
function Prepared() {
  const t = useText()
  const shape = useApp((s) => (s.data.state === 'ready' ? s.data.info.shape.join(' × ') : null))
  const input = useApp((s) => inputOf(s)?.name)
  const taken = useApp((s) => {
    const wanted = inputOf(s)?.props.shape
    return Array.isArray(wanted) ? wanted.join(' × ') : undefined
  })
  if (shape === null) return null
  return (
    <>
      <span>
        {t({ en: 'Prepared row', ko: '준비한 행' })} <code>{shape}</code>
      </span>
      {input !== undefined && taken !== undefined && (
        <span className={styles.wide}>
          {t({ en: 'goes into', ko: '받는 층' })} <code>{input}</code>
          {t({ en: ', which takes', ko: ', 받는 크기' })} <code>{taken}</code>
        </span>
      )}
    </>
  )
}

/** The Input of the network, if it has one only. */
function inputOf(state: AppState) {
  const inputs = [...analysisOf(state).nodes.values()].filter(
    ({ definition }) => definition?.role === 'input',
  )
  return inputs.length === 1 ? inputs[0] : undefined
}

function Size() {
  const t = useText()
  const total = useApp((s) => analysisOf(s).parameters.total)
  const trainable = useApp((s) => analysisOf(s).parameters.trainable)
  const flops = useApp((s) => analysisOf(s).flops)
  if (total === 0) return null
  const detail = t({
    en: `${formatCount(trainable)} trainable, ${formatCount(total - trainable)} non-trainable`,
    ko: `학습 가능 ${formatCount(trainable)}, 학습 불가 ${formatCount(total - trainable)}`,
  })
  return (
    <>
      <span title={detail}>
        {t({ en: 'Parameters', ko: '매개변수' })} <code>{formatCount(total)}</code> ·{' '}
        <code>{formatBytes(total * 4)}</code>
      </span>
      {flops > 0 && (
        <span
          className={styles.wide}
          title={t({
            en: 'Floating-point operations of the matrix multiplications in the forward pass of one row',
            ko: '한 행의 순전파에서 행렬곱이 쓰는 부동소수점 연산',
          })}
        >
          {t({ en: 'Per row', ko: '행마다' })} <code>{operations(flops)}</code>
        </span>
      )}
    </>
  )
}

/** 532200 → '0.53 MFLOP'. */
function operations(flops: number): string {
  const [divisor, unit] =
    flops >= 1e8
      ? [1e9, 'GFLOP']
      : flops >= 1e5
        ? [1e6, 'MFLOP']
        : flops >= 1e3
          ? [1e3, 'kFLOP']
          : [1, 'FLOP']
  const value = flops / divisor
  return `${value.toFixed(divisor === 1 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`
}
