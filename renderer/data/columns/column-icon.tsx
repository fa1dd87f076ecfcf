/** The icon of a column's type. Pressing it opens the list of types. */
import { COLUMN_TYPES, type ColumnType } from '../../../shared/data/columns.ts'
import type { Text } from '../../../shared/text.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { setType } from './column-edits.ts'
import type { ColumnView } from './column-view.ts'
import styles from './columns.module.css'

export const TYPE_NAMES: { readonly [T in ColumnType]: Text } = {
  number: { en: 'number', ko: '숫자' },
  category: { en: 'category', ko: '범주' },
  boolean: { en: 'yes or no', ko: '예/아니요' },
  date: { en: 'date', ko: '날짜' },
  text: { en: 'text', ko: '텍스트' },
}

export function TypeSelect({ view, tabIndex }: { readonly view: ColumnView; readonly tabIndex?: number }) {
  const t = useText()
  const { name, type, foundType } = view.profile
  const isSet = view.settings.type !== 'auto'
  const label = t({ en: `Type of ${name}`, ko: `${name}의 종류` })
  return (
    <span className={styles.type} data-own={isSet || undefined} title={t(TYPE_NAMES[type])}>
      <Icon name={type} size={14} />
      <select
        value={isSet ? view.settings.type : 'auto'}
        aria-label={label}
        tabIndex={tabIndex}
        onChange={(event) => setType(name, event.currentTarget.value as ColumnType | 'auto')}
      >
        <option value="auto">
          {t({ en: `as found: ${TYPE_NAMES[foundType].en}`, ko: `찾은 대로: ${TYPE_NAMES[foundType].ko}` })}
        </option>
        {COLUMN_TYPES.map((each) => (
          <option key={each} value={each}>
            {t(TYPE_NAMES[each])}
          </option>
        ))}
      </select>
    </span>
  )
}
