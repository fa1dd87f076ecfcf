/** Data that is no table: its size, its classes and how the split divides them. */
import type { TargetInfo } from '../../shared/data/data-info.ts'
import { classTotals } from '../../shared/data/parts.ts'
import { useApp } from '../state/store.ts'
import { formatCount } from '../ui/format.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { classColor } from './class-color.ts'
import styles from './other-data.module.css'
import { SplitBalance } from './rows/split-balance.tsx'

export function OtherData() {
  const t = useText()
  const data = useApp((s) => s.data)
  if (data.state === 'failed')
    return (
      <div className={styles.middle} data-focus="columns">
        <ul className={styles.failed} role="alert">
          {data.problems.map((problem) => (
            <li key={`${problem.code} ${problem.message.en}`}>
              <Icon name="error" size={14} />
              {t(problem.message)}
            </li>
          ))}
        </ul>
      </div>
    )
  if (data.state !== 'ready')
    return (
      <div className={styles.middle} data-focus="columns">
        <p className={styles.quiet} role="status">
          {t({ en: 'Reading the data…', ko: '데이터를 읽는 중…' })}
        </p>
      </div>
    )
  const { info } = data
  const { train, validation, test } = info.rows
  return (
    <div className={styles.middle} data-focus="columns">
      <section className={styles.card}>
        <h2>{info.title}</h2>
        <dl>
          <dt>{t({ en: 'Rows', ko: '행' })}</dt>
          <dd>{formatCount(train + validation + test)}</dd>
          <dt>{t({ en: 'One row', ko: '한 행' })}</dt>
          <dd>{`${info.shape.join(' × ')} ${info.dtype}`}</dd>
          <dt>{t({ en: 'Classes', ko: '클래스' })}</dt>
          <dd>{info.targets[0].classes.length}</dd>
        </dl>
        <Classes target={info.targets[0]} />
        {info.notes.map((note) => (
          <p key={note.en}>{t(note)}</p>
        ))}
      </section>
      <section className={styles.card}>
        <div className={styles.split}>
          <SplitBalance />
        </div>
      </section>
    </div>
  )
}

function Classes({ target: { classes, counts } }: { readonly target: TargetInfo }) {
  const totals = counts ? classTotals(counts) : []
  return (
    <ul className={styles.classes}>
      {classes.map((name, i) => (
        <li key={name}>
          <i style={{ background: classColor(i) }} />
          {name} {totals[i] !== undefined && <b>{formatCount(totals[i])}</b>}
        </li>
      ))}
    </ul>
  )
}
