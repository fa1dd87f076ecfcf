/** What several passes with dropout on say together: Monte Carlo dropout (Gal and Ghahramani 2016). */
import type { OutputPrediction } from '../../../shared/ipc/contract/index.ts'
import type { ScoredOutput } from '../../../shared/training/scored-outputs.ts'

/** The means of what the passes said, and the standard deviations around them. What is predicted follows from the means. */
export function ofPasses(passes: readonly OutputPrediction[], { reading }: ScoredOutput): OutputPrediction {
  const first = passes[0]!
  if (first.kind === 'number') {
    const { mean, deviation } = momentsOf(passes.map((each) => (each as typeof first).value))
    return { ...first, value: mean, deviation }
  }
  const moments = first.probabilities.map((_, i) =>
    momentsOf(passes.map((each) => (each as typeof first).probabilities[i]!)),
  )
  const probabilities = moments.map(({ mean }) => mean)
  const deviations = moments.map(({ deviation }) => deviation)
  if (first.kind === 'labels') {
    const threshold = reading.kind === 'labels' ? reading.threshold : 0.5
    const predicted = [...probabilities.keys()].filter((label) => probabilities[label]! > threshold)
    return { ...first, predicted, probabilities, deviations }
  }
  const threshold = reading.kind === 'classes' ? reading.threshold : null
  const predicted =
    threshold === null
      ? probabilities.indexOf(Math.max(...probabilities))
      : Number(probabilities[1]! > threshold)
  return { ...first, predicted, confidence: probabilities[predicted]!, probabilities, deviations }
}

function momentsOf(values: readonly number[]): { readonly mean: number; readonly deviation: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / values.length) }
}
