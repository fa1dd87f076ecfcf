/** A short piece of a variant's line with its shape, as the key of a chart. */
import type { VariantMark } from '../../variants/variant-mark.ts'

const SHAPES: { readonly [S in VariantMark['shape']]: string } = {
  circle: 'M8 5a3 3 0 1 0 6 0a3 3 0 1 0-6 0',
  square: 'M8 2h6v6H8z',
  triangle: 'M11 1l4 7H7z',
  diamond: 'M11 0.5l4 4.5-4 4.5-4-4.5z',
}

export const ShapeSample = ({ mark: { color, dash, shape } }: { readonly mark: VariantMark }) => (
  <svg width="22" height="10" aria-hidden="true">
    <line x1="0" x2="22" y1="5" y2="5" stroke={color} strokeWidth="2" strokeDasharray={dash || undefined} />
    <path d={SHAPES[shape]} fill={color} />
  </svg>
)
