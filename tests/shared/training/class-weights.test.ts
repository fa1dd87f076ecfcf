/** Class weights that balance the classes: their figures, the plan and the program. */
import { expect, test } from 'vitest'
import { balancedWeights } from '../../../shared/data/parts.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import { generateKeras } from '../../../shared/keras/generate.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { buildPlan } from '../../../shared/training/plan.ts'
import { documentOf } from '../../support/case-document.ts'
import { dataInfo } from '../../support/data-info.ts'

const counts = [90, 9, 1]
const data = dataInfo({
  shape: [4],
  columns: ['a', 'b', 'c', 'd'].map((name) => ({ name, type: 'number' as const })),
  targets: [
    {
      name: 'y',
      kind: 'classes',
      classes: ['x', 'y', 'z'],
      counts: { train: counts, validation: [1, 1, 1], test: [1, 1, 1] },
    },
  ],
})
const documentWith = (loss: string) => {
  const drawn = documentOf({
    name: 'balanced',
    input: [4],
    layers: [{ type: 'Dense', props: { units: 3, activation: 'softmax' } }],
    loss,
  })
  return {
    ...drawn,
    data: createDataReference({ type: 'csv', path: 'rows.csv' }),
    training: { ...drawn.training, class_weight: 'balanced' as const },
  }
}

test('are those of scikit-learn', () => {
  // compute_class_weight("balanced", classes=np.unique(y), y=y)
  expect(balancedWeights(counts)).toEqual([100 / 270, 100 / 27, 100 / 3])
  expect(balancedWeights([3, 0, 1])).toEqual([4 / 6, 0, 2])
})

test('follow from the training rows in the plan', () => {
  const { model, problems } = analyze(documentWith('sparse_categorical_crossentropy'), data)
  expect(problems).toEqual([])
  const stepWith = (classWeight: readonly number[] | 'balanced' | null) =>
    JSON.stringify(
      buildPlan({
        model: model!,
        optimizer: { type: 'sgd', learning_rate: 0.1, momentum: 0, nesterov: false },
        data,
        seed: 1,
        classWeight,
      }).train(8),
    )
  expect(stepWith('balanced')).toBe(stepWith(balancedWeights(counts)))
  expect(stepWith('balanced')).not.toBe(stepWith(null))
})

test.each([
  ['sparse_categorical_crossentropy', 'y_train'],
  ['categorical_crossentropy', 'y_train.argmax(axis=1)'],
])('are computed by the program of %s', (loss, classes) => {
  const document = documentWith(loss)
  const program = generateKeras(document, analyze(document, data), data)
  expect(program).toContain(`labels, counts = np.unique(${classes}, return_counts=True)
class_weight = dict(zip(labels, len(y_train) / (len(labels) * counts)))
`)
  expect(program).toContain('class_weight=class_weight')
})
