/** The note and the tags of a run. They are kept when the field loses the focus. */
import { annotate } from '../../state/run-list.ts'
import panel from '../../ui/panel.module.css'
import { useText } from '../../ui/text.ts'
import type { RunRow } from '../table/run-values.ts'
import styles from './run-panel.module.css'

const MAX_TAGS = 50
const MAX_TAG = 60

/** 'a, b' → the tags, each once. */
export const tagsIn = (text: string): readonly string[] =>
  [
    ...new Set(
      text
        .split(',')
        .map((tag) => tag.trim().slice(0, MAX_TAG))
        .filter(Boolean),
    ),
  ].slice(0, MAX_TAGS)

export function RunTexts({ run: { info, annotations } }: { readonly run: RunRow }) {
  const t = useText()
  const { note, tags } = annotations
  const joined = tags.join(', ')
  return (
    <section className={panel.section}>
      <label className={styles.field}>
        <span>{t({ en: 'Tags', ko: '태그' })}</span>
        <input
          key={joined}
          defaultValue={joined}
          placeholder={t({ en: 'baseline, wide', ko: 'baseline, 넓은 층' })}
          onBlur={(event) => {
            const next = tagsIn(event.currentTarget.value)
            if (next.join(', ') !== joined) void annotate(info.run, { tags: next })
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') event.currentTarget.blur()
          }}
        />
      </label>
      <label className={styles.field}>
        <span>{t({ en: 'Note', ko: '메모' })}</span>
        <textarea
          key={note}
          defaultValue={note}
          rows={2}
          maxLength={20_000}
          onBlur={(event) => {
            if (event.currentTarget.value !== note)
              void annotate(info.run, { note: event.currentTarget.value })
          }}
        />
      </label>
    </section>
  )
}
