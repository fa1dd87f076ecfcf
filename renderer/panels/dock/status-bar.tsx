/** The status bar: the overall status, the size of the network, and the environment with its reasons. */
import { analysisOf } from '../../state/analysis.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { count, memory } from '../../ui/format.ts'
import { status } from './status.ts'
import css from './status-bar.module.css'
import { Surroundings } from './surroundings.tsx'

export function StatusBar() {
  return (
    <footer className={css.bar}>
      <State />
      <Size />
      <span className={css.space} />
      <Surroundings />
    </footer>
  )
}

function State() {
  // Two strings, so that this line renders once per epoch instead of once per frame.
  const sentence = useApp((s) => status(s).text[s.language])
  const kind = useApp((s) => status(s).kind)
  return (
    <span className={css.state} data-kind={kind} title={sentence}>
      {sentence}
    </span>
  )
}

function Size() {
  const t = useText()
  const total = useApp((s) => analysisOf(s).parameters.total)
  const trainable = useApp((s) => analysisOf(s).parameters.trainable)
  const flops = useApp((s) => analysisOf(s).flops)
  if (total === 0) return null
  const detail = t({
    en: `${count(trainable)} trainable, ${count(total - trainable)} not`,
    ko: `학습 가능 ${count(trainable)}, 고정 ${count(total - trainable)}`,
  })
  return (
    <>
      <span title={detail}>
        {t({ en: 'Parameters', ko: '매개변수' })} <code>{count(total)}</code> ·{' '}
        <code>{memory(total * 4)}</code>
      </span>
      {flops > 0 && (
        <span
          className={css.wide}
          title={t({
            en: 'Floating-point operations of the matrix products, forward, for one row',
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
  const [size, unit] =
    flops >= 1e8
      ? [1e9, 'GFLOP']
      : flops >= 1e5
        ? [1e6, 'MFLOP']
        : flops >= 1e3
          ? [1e3, 'kFLOP']
          : [1, 'FLOP']
  const value = flops / size
  return `${value.toFixed(size === 1 ? 0 : value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`
}
