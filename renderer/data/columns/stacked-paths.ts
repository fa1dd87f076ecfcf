/** A histogram stacked by class, as paths. */
import type { Histogram } from '../../../shared/data/table-profile.ts'

export const WIDTH = 150
export const HEIGHT = 20

/** One path for each class: its part of every bar, above the parts of the classes before it.
 *  @param gap between two bars */
export function stackedPaths(
  { counts }: Histogram,
  width = WIDTH,
  height = HEIGHT,
  gap = 1,
): readonly string[] {
  const bins = counts[0]?.length ?? 0
  const totals = Array.from({ length: bins }, (_, bin) => counts.reduce((sum, each) => sum + each[bin]!, 0))
  const greatest = Math.max(1, ...totals)
  const step = width / Math.max(1, bins)
  const tops = totals.map(() => height)
  return counts.map((each) =>
    each
      .map((count, bin) => {
        if (count === 0) return ''
        const bottom = tops[bin]!
        const top = bottom - (count / greatest) * height
        tops[bin] = top
        // A bar of a few rows among many thousands stays visible.
        const shown = bottom === height ? Math.min(top, height - 1) : top
        const [left, right] = [bin * step + gap / 2, (bin + 1) * step - gap / 2]
        return `M${left.toFixed(1)} ${bottom.toFixed(2)}V${shown.toFixed(2)}H${right.toFixed(1)}V${bottom.toFixed(2)}z`
      })
      .join(''),
  )
}
