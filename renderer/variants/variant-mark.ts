/** The colour, dash and shape of a variant in charts. Colours repeat with another dash and shape, so that no two of the first dozen look
 *  alike and no colour says anything alone. */

/** Names of CSS variables. */
const COLORS = ['--k2', '--k3', '--k4', '--k1', '--k5', '--k6'] as const
const DASHES = ['', '5 3', '2 3', '8 3 2 3'] as const
const SHAPES = ['circle', 'square', 'triangle', 'diamond'] as const

export interface VariantMark {
  /** A CSS colour. */
  readonly color: string
  /** Lengths of strokes and gaps in pixels; empty: a solid line. */
  readonly dash: (typeof DASHES)[number]
  readonly shape: (typeof SHAPES)[number]
}

/** @param index place of the variant in the order of the tabs */
export const markOfVariant = (index: number): VariantMark => ({
  color: `var(${COLORS[index % COLORS.length]!})`,
  dash: DASHES[index % DASHES.length]!,
  shape: SHAPES[index % SHAPES.length]!,
})

/** What a line is compared with: faint, without a place among the variants. */
export const REFERENCE_MARK: VariantMark = { color: 'var(--ink3)', dash: '2 3', shape: 'diamond' }
