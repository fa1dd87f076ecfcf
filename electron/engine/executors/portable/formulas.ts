/** What the formulas of elementwise operations may use. */

/** Functions that formulas may call. */
export const FUNCTIONS = {
  sigmoid: (x: number) => 1 / (1 + Math.exp(-x)),
  softplus: (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  erf,
}

/** Abramowitz and Stegun, Handbook of Mathematical Functions: the series 7.1.6 near 0, the continued fraction 7.1.14 otherwise. The error
 *  is below 1e-8, less than the precision of float32. */
function erf(x: number): number {
  const a = Math.abs(x)
  if (a > 4) return Math.sign(x)
  if (a < 2) {
    let term = a
    let sum = a
    for (let n = 1; Math.abs(term) > 1e-10 * sum; n++) {
      term *= (2 * a * a) / (2 * n + 1)
      sum += term
    }
    return (Math.sign(x) * 2 * Math.exp(-a * a) * sum) / Math.sqrt(Math.PI)
  }
  let fraction = 0
  for (let n = 40; n > 0; n--) fraction = n / 2 / (a + fraction)
  return Math.sign(x) * (1 - Math.exp(-a * a) / Math.sqrt(Math.PI) / (a + fraction))
}
