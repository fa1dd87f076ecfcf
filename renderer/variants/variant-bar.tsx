/** The variants of the document as tabs above the canvas; there from the second one on. */
import { useRef } from 'react'
import type { NetworkId } from '../../shared/document/document.ts'
import { MAX_STRING } from '../../shared/document/limits.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import { useDocument } from '../state/store.ts'
import { useText } from '../text.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './variants.module.css'
import {
  comparedIn,
  duplicate,
  nameOf,
  remove,
  rename,
  show,
  toggleComparison,
  useVariants,
} from './variants.ts'

export function VariantBar() {
  const t = useText()
  const document = useDocument()
  const { beside, renaming } = useVariants()
  const list = useRef<HTMLDivElement>(null)
  const variants = variantsOf(document)
  if (variants.length < 2) return null
  const focusTab = (id: NetworkId) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-variant="${CSS.escape(id)}"]`)?.focus(),
    )
  const onKeyDown = (event: React.KeyboardEvent) => {
    const id = (event.target as HTMLElement).dataset.variant
    if (id === undefined) return
    const at = variants.indexOf(id)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: -1 }[event.key]
    if (to !== undefined) {
      const next = variants.at(to % variants.length)!
      show(next)
      focusTab(next)
    } else if (event.key === 'F2') useVariants.setState({ renaming: id })
    else if (event.key === 'Delete') {
      const next = variants[at === 0 ? 1 : at - 1]!
      remove(id)
      focusTab(next)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <div className={styles.bar} data-own-keys>
      <div
        ref={list}
        role="tablist"
        className={styles.tabs}
        aria-label={t({ en: 'Variants', ko: '변형' })}
        onKeyDown={onKeyDown}
      >
        {variants.map((id) =>
          id === renaming ? (
            <NameField
              key={id}
              name={nameOf(document, id)}
              onDone={(name) => {
                if (name === null) useVariants.setState({ renaming: null })
                else rename(id, name)
                focusTab(id)
              }}
            />
          ) : (
            <button
              key={id}
              type="button"
              role="tab"
              className={styles.tab}
              data-variant={id}
              aria-selected={id === document.main}
              tabIndex={id === document.main ? 0 : -1}
              title={t({ en: 'F2 renames, Delete removes', ko: 'F2로 이름을 바꾸고 Delete로 지웁니다' })}
              onClick={() => show(id)}
              onDoubleClick={() => useVariants.setState({ renaming: id })}
            >
              {nameOf(document, id)}
            </button>
          ),
        )}
      </div>
      <button
        type="button"
        className={styles.plain}
        aria-label={t({ en: 'Duplicate as variant', ko: '변형으로 복제' })}
        title={t({ en: 'Duplicate as variant', ko: '변형으로 복제' })}
        onClick={duplicate}
      >
        <Icon name="plus" size={14} />
      </button>
      <button
        type="button"
        className={styles.compare}
        aria-pressed={comparedIn(document, beside) !== null}
        onClick={toggleComparison}
      >
        {t({ en: 'Compare', ko: '비교' })}
      </button>
    </div>
  )
}

function NameField({
  name,
  onDone,
}: {
  readonly name: string
  readonly onDone: (name: string | null) => void
}) {
  const t = useText()
  const over = useRef(false)
  const end = (typed: string | null) => {
    // Leaving the field ends it once more.
    if (over.current) return
    over.current = true
    onDone(typed)
  }
  return (
    <input
      className={styles.name}
      aria-label={t({ en: 'Name of the variant', ko: '변형 이름' })}
      defaultValue={name}
      maxLength={MAX_STRING}
      ref={(input) => input?.select()}
      onBlur={(event) => end(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Enter') end(event.currentTarget.value)
        if (event.key === 'Escape') end(null)
      }}
    />
  )
}
