// biome-ignore-all lint/a11y/useSemanticElements: a table element cannot leave out the rows that are out of view
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
/** A line of pictures in a grid of rows, and a picture in it. */
import type { ReactNode } from 'react'
import styles from './row-grid.module.css'
import type { GridLine } from './row-grid.tsx'

interface LineProps {
  readonly line: GridLine
  readonly padding: number
  readonly children: ReactNode
}

export const TileLine = ({ line: { index, start }, padding, children }: LineProps) => (
  <div
    className={styles.line}
    style={{ transform: `translateY(${start}px)`, left: padding, right: padding }}
    role="row"
    aria-rowindex={index + 1}
  >
    {children}
  </div>
)

interface TileProps {
  /** As the grid calls its rows. */
  readonly id: string
  readonly width: number | string
  readonly height: number
  /** What the picture is, in words; `undefined` until it is read. */
  readonly words: string | undefined
  readonly isActive: boolean
  readonly isExcluded: boolean
  readonly isRelabelled: boolean
  readonly onActivate: () => void
  /** The picture, and what stands below it. */
  readonly picture: ReactNode
  readonly children: ReactNode
}

export const Tile = ({ id, width, height, words, isExcluded, isRelabelled, ...props }: TileProps) => (
  <span
    id={id}
    role="gridcell"
    className={styles.tile}
    style={{ width, height }}
    aria-selected={props.isActive}
    aria-label={words}
    title={words}
    data-excluded={isExcluded || undefined}
    data-relabelled={isRelabelled || undefined}
    onPointerDown={props.onActivate}
  >
    <span className={styles.picture}>{props.picture}</span>
    <span className={styles.words}>{props.children}</span>
  </span>
)
