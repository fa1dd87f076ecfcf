/** The user's saved blocks, below the layers. */
import type { SavedBlock } from '../../shared/ipc/contract/index.ts'
import { addBlock, removeBlock } from '../groups/library.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import { useText } from '../ui/text.ts'
import styles from './palette.module.css'
import { onArrowKey } from './palette-item.tsx'

const group = { type: 'Group', category: 'group' } as const

/** Blocks whose name contains the query. */
export const searchBlocks = (blocks: readonly SavedBlock[], query: string): readonly SavedBlock[] =>
  blocks.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()))

interface Props {
  readonly blocks: readonly SavedBlock[]
  /** The block that Enter in the search field adds. */
  readonly marked: SavedBlock | undefined
}

export function Blocks({ blocks, marked }: Props) {
  const t = useText()
  if (blocks.length === 0) return null
  return (
    <section>
      <h2>{t({ en: 'My blocks', ko: '내 블록' })}</h2>
      {blocks.map((block) => (
        <Block key={block.name} block={block} marked={block === marked} />
      ))}
    </section>
  )
}

function Block({ block, marked }: { readonly block: SavedBlock; readonly marked: boolean }) {
  const t = useText()
  const { name } = block
  return (
    <div className={styles.block}>
      <button
        type="button"
        className={styles.item}
        data-palette-item={name}
        data-marked={marked || undefined}
        onClick={() => addBlock(block)}
        onKeyDown={onArrowKey}
        title={name}
      >
        <Glyph definition={group} />
        <span>{name}</span>
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={t({ en: `Remove ${name} from my blocks`, ko: `내 블록에서 ${name} 제거` })}
        title={t({ en: 'Remove from my blocks', ko: '내 블록에서 제거' })}
        onClick={() => void removeBlock(block)}
      >
        <Icon name="close" size={12} />
      </button>
    </div>
  )
}
