/** The choice of which runs the table shows as one row. */
import type { Text } from '../../shared/text.ts'
import { GROUPINGS, type Grouping, setGrouping, useRunList } from '../state/run-list.ts'
import { useText } from '../ui/text.ts'
import styles from './runs-workspace.module.css'

const NAMES: { readonly [G in Grouping]: Text } = {
  none: { en: 'none', ko: '없음' },
  document: { en: 'document and variant', ko: '문서와 변형' },
  set: { en: 'sets', ko: '학습 묶음' },
}

export function GroupingMenu() {
  const t = useText()
  const grouping = useRunList((s) => s.grouping)
  const label = t({ en: 'Group', ko: '묶기' })
  return (
    <label className={styles.grouping}>
      <span>{label}</span>
      <select
        className={styles.select}
        aria-label={label}
        value={grouping}
        onChange={(event) => setGrouping(event.currentTarget.value as Grouping)}
      >
        {GROUPINGS.map((each) => (
          <option key={each} value={each}>
            {t(NAMES[each])}
          </option>
        ))}
      </select>
    </label>
  )
}
