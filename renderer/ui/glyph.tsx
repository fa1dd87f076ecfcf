/** The small icon of a layer in the colour of its category. */
import type { LayerCategory, LayerDefinition } from '../../shared/catalog/layers/layer.ts'
import styles from './glyph.module.css'

/** Stroke paths on a 12×12 grid by category, for layers without a path of their own. */
const CATEGORY_PATHS: { readonly [category in LayerCategory]: string } = {
  io: 'M1.5 6h9M7.5 3l3 3-3 3',
  core: 'M2 2h8v8H2zM2 6h8',
  activation: 'M1 10c4 0 3-8 10-8',
  normalization: 'M1 10c3 0 3-8 5-8s2 8 5 8',
  regularization: 'M1 6c2-4 3 4 5 0s3 4 5 0',
  merge: 'M6 2v8M2 6h8',
  group: 'M1.5 4.5h6v6h-6zM4.5 4.5v-3h6v6h-3',
}
const categoryColor = (category: LayerCategory | undefined): string =>
  category === undefined
    ? 'var(--ink3)'
    : {
        io: 'var(--io)',
        core: 'var(--dense)',
        activation: 'var(--act)',
        normalization: 'var(--norm)',
        regularization: 'var(--drop)',
        merge: 'var(--io)',
        group: 'var(--group)',
      }[category]

/** The parts of a definition that determine its icon. */
type Look = Pick<LayerDefinition, 'category' | 'colorCategory' | 'glyph'>

/** The colour of a layer, also used for the bar on its nodes. */
export const layerColor = (definition: Look | null): string =>
  categoryColor(definition?.colorCategory ?? definition?.category)

export function Glyph({ definition, size = 18 }: { readonly definition: Look; readonly size?: number }) {
  return (
    <span
      className={styles.glyph}
      style={{ width: size, height: size, background: layerColor(definition) }}
      aria-hidden="true"
    >
      <svg width={size * 0.67} height={size * 0.67} viewBox="0 0 12 12" aria-hidden="true">
        <path d={definition.glyph ?? CATEGORY_PATHS[definition.category]} />
      </svg>
    </span>
  )
}
