/** The lines of a comparison as a picture: raw curves and ranges faintly behind the lines. */
import type { ChartPicture, PictureLine } from '../../charts/chart-picture.ts'
import type { PlottedRun } from './compare-plot.tsx'

const FAINT = 0.35

/** @param names of the lines */
export function pictureOf(
  plotted: readonly PlottedRun[],
  names: readonly string[],
  chart: Omit<ChartPicture, 'lines'>,
): ChartPicture {
  const parts = plotted.map(({ mark, curve, raw, band }, i) => {
    const look = { color: mark.color, dash: mark.dash }
    const behind = [
      ...(raw ? [{ suffix: 'raw', curve: raw }] : []),
      ...(band
        ? [
            { suffix: 'min', curve: band.low },
            { suffix: 'max', curve: band.high },
          ]
        : []),
    ].map(
      (each): PictureLine => ({
        ...look,
        name: `${names[i]} ${each.suffix}`,
        curve: each.curve,
        opacity: FAINT,
      }),
    )
    return { behind, line: { ...look, name: names[i]!, curve, opacity: 1 } }
  })
  return { ...chart, lines: [...parts.flatMap(({ behind }) => behind), ...parts.map(({ line }) => line)] }
}
