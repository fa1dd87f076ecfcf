/** Numbers in lines of `--json`. */

/** Rounds to the 7 digits of a float32; null if not finite, because JSON has no NaN. */
export const jsonNumber = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : Number(value.toPrecision(7))
