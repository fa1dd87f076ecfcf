/** Probabilities of predictions that are logits, outside of a graph. */
import type { LossDefinition } from './loss.ts'

/** @param activation that the loss applies to its logits; null: the values are none, and stay
 *  @param width values of a row */
export function toProbabilities(
  values: Float32Array,
  activation: NonNullable<LossDefinition['probabilities']> | null,
  width: number,
): Float32Array {
  if (activation === null) return values
  if (activation === 'sigmoid') return values.map((z) => 1 / (1 + Math.exp(-z)))
  const probabilities = new Float32Array(values.length)
  for (let start = 0; start < values.length; start += width) {
    const row = values.subarray(start, start + width)
    const greatest = row.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
    const powers = Float64Array.from(row, (z) => Math.exp(z - greatest))
    const sum = powers.reduce((a, b) => a + b, 0)
    for (let i = 0; i < width; i++) probabilities[start + i] = powers[i]! / sum
  }
  return probabilities
}
