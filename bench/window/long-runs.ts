/** Runs as a long training leaves them: noisy curves that fall and rise. The page with uPlot alone draws the same numbers. */

export const RUNS = 50
export const EPOCHS = 10_000
export const FIGURES = ['val_loss', 'val_accuracy'] as const
export type Figure = (typeof FIGURES)[number]

/** A number from 0 to 1 that looks random. */
const noise = (run: number, epoch: number): number => {
  const value = Math.sin(run * 12.9898 + epoch * 78.233) * 43758.5453
  return value - Math.floor(value)
}

/** The value of a figure in each epoch of a run. */
export function curve(run: number, figure: Figure): readonly number[] {
  return Array.from({ length: EPOCHS }, (_, i) => {
    const learned = 1 - Math.exp((-i * (1 + run / RUNS)) / 2500)
    const shaken = 0.08 * (noise(run, i) - 0.5)
    return figure === 'val_loss' ? 2.2 - 1.7 * learned + shaken : 0.1 + 0.8 * learned + shaken
  })
}
