/** The person's own blocks, below the layers. */
import type { SavedBlock } from '../../shared/ipc/contract.ts'
import { addBlock, removeBlock, useLibrary } from '../groups/library.ts'
import { useText } from '../text.ts'
import { Glyph } from '../ui/glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import styles from './palette.module.css'

const group = { type: 'Group', family: 'group' } as const

export function Blocks({ query }: { readonly query: string }) {
  const t = useText()
  const blocks = useLibrary((s) => s.blocks)
  const found = blocks.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()))
  if (found.length === 0) return null
  return (
    <section>
      <h2>{t({ en: 'My blocks', ko: '내 블록' })}</h2>
      {found.map((block) => (
        <Block key={block.name} block={block} />
      ))}
    </section>
  )
}

function Block({ block }: { readonly block: SavedBlock }) {
  const t = useText()
  const { name } = block
  return (
    <div className={styles.block}>
      <button type="button" className={styles.item} onClick={() => addBlock(block)} title={name}>
        <Glyph definition={group} />
        <span>{name}</span>
      </button>
      <button
        type="button"
        className={styles.remove}
        aria-label={t({ en: `Remove ${name} from my blocks`, ko: `내 블록에서 ${name} 빼기` })}
        title={t({ en: 'Remove from my blocks', ko: '내 블록에서 빼기' })}
        onClick={() => void removeBlock(name)}
      >
        <Icon name="close" size={12} />
      </button>
    </div>
  )
}
