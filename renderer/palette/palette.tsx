/** The layer palette: search, then add by Enter, click or drag. */
import { useMemo, useState } from 'react'
import { layers } from '../../shared/catalog/layers/index.ts'
import type { LayerCategory, LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import type { Text } from '../../shared/text.ts'
import { goToCanvas } from '../commands/areas.ts'
import { addAfterSelected } from '../edits/add.ts'
import { addBlock, useLibrary } from '../groups/library.ts'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import { Blocks, searchBlocks } from './blocks.tsx'
import { DragGhost } from './drag-ghost.tsx'
import styles from './palette.module.css'
import { PaletteItem } from './palette-item.tsx'
import { searchLayers } from './search-layers.ts'
import { useDragOut } from './use-drag-out.ts'

export const CATEGORIES: readonly { readonly category: LayerCategory; readonly title: Text }[] = [
  { category: 'io', title: { en: 'Input and output', ko: '입력과 출력' } },
  { category: 'core', title: { en: 'Core', ko: '기본' } },
  { category: 'activation', title: { en: 'Activation', ko: '활성화' } },
  { category: 'normalization', title: { en: 'Normalization', ko: '정규화' } },
  { category: 'regularization', title: { en: 'Regularization', ko: '규제' } },
  { category: 'merge', title: { en: 'Merge', ko: '합치기' } },
]

const byCategory = (list: readonly LayerDefinition[]) =>
  CATEGORIES.map((group) => ({
    ...group,
    members: list.filter((d) => d.category === group.category),
  })).filter((group) => group.members.length > 0)

export function Palette() {
  const t = useText()
  const [query, setQuery] = useState('')
  const { drag, start } = useDragOut()
  const groups = useMemo(() => {
    const list = searchLayers(layers.members, query)
    const all = byCategory(list)
    // During a search the category of the best match comes first, since Enter adds the layer at the top.
    return query === '' ? all : all.sort((a, b) => list.indexOf(a.members[0]!) - list.indexOf(b.members[0]!))
  }, [query])
  const blocks = searchBlocks(
    useLibrary((s) => s.blocks),
    query,
  )
  const first = groups[0]?.members[0]
  const firstBlock = first ? undefined : blocks[0]

  const onKeyDown = (event: React.KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && (first || firstBlock)) {
      event.preventDefault()
      if (first) addAfterSelected(first.type)
      else if (firstBlock) addBlock(firstBlock)
      setQuery('')
    } else if (event.key === 'Escape') {
      setQuery('')
      goToCanvas()
    } else if (event.key === 'ArrowDown') {
      event.preventDefault()
      document.querySelector<HTMLElement>('[data-palette-item]')?.focus()
    }
  }
  return (
    <nav className={styles.palette} aria-label={t({ en: 'Layers', ko: '층' })}>
      <div className={styles.search}>
        <Icon name="search" size={14} />
        <input
          type="search"
          data-focus="palette"
          value={query}
          // The shortcut that focuses this field may be typed again.
          onChange={(event) => setQuery(event.currentTarget.value.replace(/^\//, ''))}
          onKeyDown={onKeyDown}
          placeholder={t({ en: 'Find a layer', ko: '층 찾기' })}
          aria-label={t({ en: 'Find a layer', ko: '층 찾기' })}
          spellCheck={false}
          autoComplete="off"
        />
        <kbd className={styles.key}>/</kbd>
      </div>
      <div className={styles.groups}>
        {groups.map((group) => (
          <section key={group.category}>
            <h2>{t(group.title)}</h2>
            {group.members.map((definition) => (
              <PaletteItem
                key={definition.type}
                definition={definition}
                isEnterTarget={query !== '' && definition === first}
                onPress={start}
              />
            ))}
          </section>
        ))}
        <Blocks blocks={blocks} marked={query === '' ? undefined : firstBlock} />
        {groups.length === 0 && blocks.length === 0 && (
          <p className={styles.none}>
            {t({ en: `No layer matches “${query}”.`, ko: `“${query}”와(과) 일치하는 층이 없습니다.` })}
          </p>
        )}
      </div>
      {drag && <DragGhost drag={drag} />}
    </nav>
  )
}
