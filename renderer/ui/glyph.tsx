/** The small icon of a layer in the colour of its family. */
import type { LayerDefinition, LayerFamily } from '../../shared/catalog/layers/layer.ts'
import styles from './glyph.module.css'

/** Stroke paths on a 12×12 grid by layer type. A layer without its own path uses that of its family. */
const TYPE_PATHS: { readonly [type: string]: string } = {
  Input: 'M1.5 6H8M5.5 3 8.5 6l-3 3M10.5 1.5v9',
  Output: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 0 0 0-9M6 4.5a1.5 1.5 0 1 0 0 3a1.5 1.5 0 0 0 0-3',
  Dense: 'M2 3l8 3M2 9l8-3M2 3l8 6M2 9l8-6',
  Flatten: 'M1.5 3h3v6h-3zM6 6h4.5M8.5 4l2 2-2 2',
  Activation: 'M1 10c4 0 3-8 10-8',
  BatchNormalization: 'M1 10c3 0 3-8 5-8s2 8 5 8',
  Dropout:
    'M3 1.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M9 1.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M3 7.6a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 0 0 0-2.8M7.5 7.5l3 3M10.5 7.5l-3 3',
}
const FAMILY_PATHS: { readonly [family in LayerFamily]: string } = {
  io: 'M1.5 6h9M7.5 3l3 3-3 3',
  core: 'M2 2h8v8H2zM2 6h8',
  activation: 'M1 10c4 0 3-8 10-8',
  normalization: 'M1 10c3 0 3-8 5-8s2 8 5 8',
  regularization: 'M1 6c2-4 3 4 5 0s3 4 5 0',
  merge: 'M6 2v8M2 6h8',
  group: 'M1.5 4.5h6v6h-6zM4.5 4.5v-3h6v6h-3',
}
const familyColor = (family: LayerFamily | undefined): string =>
  family === undefined
    ? 'var(--ink3)'
    : {
        io: 'var(--io)',
        core: 'var(--dense)',
        activation: 'var(--act)',
        normalization: 'var(--norm)',
        regularization: 'var(--drop)',
        merge: 'var(--io)',
        group: 'var(--group)',
      }[family]

/** The colour of a layer, also used for the bar on its nodes: that of its family. Flatten only passes data on and has the colour of
 *  input and output. */
export const layerColor = (definition: Pick<LayerDefinition, 'type' | 'family'> | null): string =>
  definition?.type === 'Flatten' ? 'var(--io)' : familyColor(definition?.family)

export function Glyph({
  definition,
  size = 18,
}: {
  readonly definition: Pick<LayerDefinition, 'type' | 'family'>
  readonly size?: number
}) {
  return (
    <span
      className={styles.glyph}
      style={{ width: size, height: size, background: layerColor(definition) }}
      aria-hidden="true"
    >
      <svg width={size * 0.67} height={size * 0.67} viewBox="0 0 12 12" aria-hidden="true">
        <path d={TYPE_PATHS[definition.type] ?? FAMILY_PATHS[definition.family]} />
      </svg>
    </span>
  )
}
