/** A small picture of a document. It is decorative: the element that contains it names the document. */
import { useMemo } from 'react'
import type { Document } from '../../shared/document/document.ts'
import { layerColor } from '../ui/glyph.tsx'
import { Icon } from '../ui/icon.tsx'
import { sketch } from './sketch.ts'
import styles from './start.module.css'

const WIDTH = 160
const HEIGHT = 96

export function Thumbnail({ document }: { readonly document: Document | null }) {
  const picture = useMemo(() => document && sketch(document, WIDTH, HEIGHT), [document])
  return (
    <span className={styles.picture} aria-hidden="true">
      {picture && picture.blocks.length > 0 ? (
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
          <path d={picture.edges} />
          {picture.blocks.map(({ x, y, width, height, definition }, i) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
              key={i}
              x={x}
              y={y}
              width={width}
              height={height}
              rx={Math.min(2, height / 2)}
              style={{ fill: layerColor(definition) }}
            />
          ))}
        </svg>
      ) : (
        <Icon name="file" />
      )}
    </span>
  )
}
