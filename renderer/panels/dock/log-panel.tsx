/** The Log tab: the messages of the shown run, with the time. It stays scrolled to the end unless the user has scrolled up. */
import { memo } from 'react'
import type { LogLine } from '../../../shared/ipc/contract/index.ts'
import { useApp } from '../../state/store.ts'
import { shownRun } from '../../state/training.ts'
import { formatTime } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { Scroller } from '../scroller.tsx'
import styles from './dock.module.css'

const NONE: readonly never[] = []
/** Maximum number of visible lines. The run's folder contains all figures. */
const MAX_LINES = 500

export function LogPanel() {
  const t = useText()
  const log = useApp((s) => shownRun(s)?.log ?? NONE)
  if (log.length === 0)
    return (
      <div className={styles.empty}>
        <p className={styles.emptyTitle}>{t({ en: 'The log is empty', ko: '로그가 비어 있습니다' })}</p>
        <p>
          {t({
            en: 'Training reports its progress here: data, compiling, every epoch and the end.',
            ko: '학습 과정(데이터, 컴파일, 에포크별 결과, 종료)이 여기에 기록됩니다.',
          })}
        </p>
      </div>
    )
  const from = Math.max(0, log.length - MAX_LINES)
  const numbered = log.slice(from).map((line, i) => ({ number: from + i, line }))
  return (
    <Scroller follow className={styles.log} role="log" label={t({ en: 'Log', ko: '로그' })}>
      {from > 0 && (
        <p className={styles.quiet}>
          {t({ en: `${from} earlier lines are not shown`, ko: `앞의 ${from}줄은 보이지 않습니다` })}
        </p>
      )}
      {numbered.map(({ number, line }) => (
        <Line key={number} line={line} />
      ))}
    </Scroller>
  )
}

/** Memoized, since a log only grows. */
const Line = memo(function Line({ line }: { readonly line: LogLine }) {
  const t = useText()
  return (
    <p>
      <time dateTime={new Date(line.at).toISOString()}>{formatTime(line.at)}</time>
      {t(line.text)}
    </p>
  )
})
