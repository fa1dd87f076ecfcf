/** The label of a row in the results: of the file, of the run, and of the document's mark, each only where it is another one. */
import { expect, it } from 'vitest'
import { labelsText } from '../../renderer/runs/results/answer-text.ts'
import type { OutputEvaluation } from '../../shared/evaluation/evaluation.ts'

const classes = {
  target: 'label',
  figures: { kind: 'classes', classes: ['Shirt', 'Dress', 'Coat'] },
} as unknown as OutputEvaluation
const number = { target: 'price', figures: { kind: 'number' } } as unknown as OutputEvaluation
const row = (truth: number, own?: string, target = 'label') => ({
  prediction: { row: 3, index: 0, truth, predicted: 0, confidence: null, loss: 0, probabilities: null },
  fileLabels: own === undefined ? [] : [{ row: 3, target, own }],
})

it.each([
  [row(0), null, 'Shirt'],
  [row(0), 'Dress', 'Shirt → Dress'],
  // The run was trained on the mark, which is still there, was removed, or was changed.
  [row(1, 'Shirt'), 'Dress', 'Shirt → Dress'],
  [row(1, 'Shirt'), null, 'Shirt → Dress'],
  [row(1, 'Shirt'), 'Coat', 'Shirt → Dress → Coat'],
  [row(1, 'Shirt', 'another target'), null, 'Dress'],
])('of a class', (shown, mark, text) => {
  expect(labelsText(classes, shown, mark)).toBe(text)
})

it('of a number, however it is written', () => {
  expect(labelsText(number, row(2.5, '10.0', 'price'), '2.50')).toMatch(/^10\S* → 2\.5\S*$/)
  expect(labelsText(number, row(2.5), '2.50')).toMatch(/^2\.5\S*$/)
})
