/** How the split divides the rows, and the classes in each part. */
import type { MarkCounts } from '../../../shared/data/data-info.ts'
import type { ClassCounts } from '../../../shared/data/parts.ts'
import { Scroller } from '../../panels/scroller.tsx'
import { PART_NAMES } from '../../rows/part-names.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { classColor } from '../class-color.ts'
import { formatShare } from '../format.ts'
import { useLastInfo } from '../use-last-info.ts'
import styles from './split-balance.module.css'
import { splitText } from './split-text.ts'

const ORDER = ['train', 'validation', 'test'] as const
/** Figures below the bar, as many as have room. */
const MAX_FIGURES = 5

export function SplitBalance() {
  const t = useText()
  const data = useApp((s) => s.data)
  const { split, source } = useDocument().data ?? {}
  const info = useLastInfo(source?.path ?? source?.type)
  if (!split) return null
  const target = info?.targets.find(({ kind }) => kind !== 'number')
  const how = splitText(split, info?.targets ?? [])
  const name = t({ en: 'Split', ko: '분할' })
  const total = info ? info.rows.train + info.rows.validation + info.rows.test : 0
  return (
    <Scroller className={styles.split} role="region" label={name}>
      <h3>
        {name}
        <span title={t(how)}>{t(how)}</span>
      </h3>
      {info ? (
        <>
          <div className={styles.whole} aria-hidden="true">
            {ORDER.map(
              (part) => info.rows[part] > 0 && <i key={part} style={{ flexGrow: info.rows[part] }} />,
            )}
          </div>
          {ORDER.map((part) => (
            <div key={part} className={styles.part}>
              <div className={styles.line}>
                <span>{t(PART_NAMES[part])}</span>
                <span>
                  <b>{formatCount(info.rows[part])}</b> · {formatShare(info.rows[part] / Math.max(1, total))}
                </span>
              </div>
              {target?.counts && <Balance classes={target.classes} counts={target.counts} part={part} />}
            </div>
          ))}
          {info.marked && <Marked counts={info.marked} />}
        </>
      ) : (
        <p className={styles.quiet}>
          {data.state === 'reading'
            ? t({ en: 'Counting…', ko: '세는 중…' })
            : t({
                en: 'The counts appear once the data can be prepared: see Problems.',
                ko: '데이터를 준비할 수 있게 되면 수가 나타납니다. 문제 탭을 보세요.',
              })}
        </p>
      )}
    </Scroller>
  )
}

function Marked({ counts: { excluded, relabelled } }: { readonly counts: MarkCounts }) {
  const t = useText()
  const [left, changed] = [formatCount(excluded), formatCount(relabelled)]
  return (
    <p className={styles.quiet}>
      {t({
        en: `By marks: ${left} left out, ${changed} with another label`,
        ko: `표시에 따라 제외 ${left}행, 레이블 변경 ${changed}행`,
      })}
    </p>
  )
}

interface BalanceProps {
  readonly classes: readonly string[]
  readonly counts: ClassCounts
  readonly part: keyof ClassCounts
}

function Balance({ classes, counts, part }: BalanceProps) {
  const ofPart = counts[part]
  const sum = ofPart.reduce((a, b) => a + b, 0)
  if (sum === 0) return null
  const words = classes.map((name, i) => `${name} ${ofPart[i] ?? 0}`).join(', ')
  return (
    <>
      <div className={styles.balance} role="img" aria-label={words} title={words}>
        {classes.map((name, i) => (
          <i key={name} style={{ flexGrow: ofPart[i] ?? 0, background: classColor(i) }} />
        ))}
      </div>
      {classes.length <= MAX_FIGURES && (
        <div className={styles.figures} aria-hidden="true">
          {classes.map((name, i) => (
            <span key={name} style={{ flexGrow: ofPart[i] ?? 0 }}>
              {(((ofPart[i] ?? 0) / sum) * 100).toFixed(1)}
            </span>
          ))}
        </div>
      )}
    </>
  )
}
