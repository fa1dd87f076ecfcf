/** The labels of the selected column, if it is a target whose cells list them, in their order with the rows of each. */
import { classTotals } from '../../../shared/data/parts.ts'
import { listsLabels } from '../../../shared/data/steps/multi-label.ts'
import type { TextCount } from '../../../shared/data/table-profile.ts'
import { useApp } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import styles from '../panel.module.css'

/** More are counted only. */
const MAX_SHOWN = 50

export function Labels({ view }: { readonly view: ColumnView }) {
  const t = useText()
  const { name, labels: found } = view.profile
  const data = useApp((s) => s.data)
  if (view.role !== 'target' || !listsLabels(view.steps)) return null
  const target =
    data.state === 'ready'
      ? data.info.targets.find((each) => each.name === name && each.kind === 'labels')
      : null
  // Until the data is prepared, the labels are those that were found in the cells.
  const isFound = found !== null && found.sep === view.steps[0]!.sep
  const counts = target?.counts && classTotals(target.counts)
  const labels: readonly TextCount[] = target
    ? target.classes.map((text, i) => ({ text, count: counts?.[i] ?? 0 }))
    : isFound
      ? found.labels
      : []
  const distinct = target ? labels.length : isFound ? found.distinct : 0
  if (labels.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>
        {t({ en: 'Labels', ko: '레이블' })}
        <span>
          {t({
            en: `${formatCount(distinct)}, a row may have several`,
            ko: `${formatCount(distinct)}개, 한 행에 여럿 가능`,
          })}
        </span>
      </h3>
      <dl className={styles.lines}>
        {labels.slice(0, MAX_SHOWN).map(({ text, count }) => (
          <div key={text}>
            <dt title={text}>{text}</dt>
            <dd>{t({ en: `${formatCount(count)} rows`, ko: `${formatCount(count)}행` })}</dd>
          </div>
        ))}
      </dl>
      {distinct > MAX_SHOWN && <p className={styles.quiet}>…</p>}
    </section>
  )
}
