/** Figures of evaluations equal those of the real scikit-learn for new random predictions. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inject, test } from 'vitest'
import {
  type EvaluationCases,
  expectSameClasses,
  expectSameLabels,
  expectSameNumbers,
} from '../../support/evaluation-cases.ts'
import { describeKeras } from '../../support/keras.ts'
import { kerasPython } from '../../support/keras-python.ts'

const SCRIPT = fileURLToPath(new URL('../../support/evaluation_cases.py', import.meta.url))

describeKeras('Figures', () => {
  test('scikit-learn gives the same figures for new random predictions', () => {
    const count = process.env.LAYERLOOM_LONG ? '1000' : '60'
    const output = execFileSync(kerasPython()!, [SCRIPT, String(inject('goldenSeed')), count], {
      encoding: 'utf8',
      maxBuffer: 1e9,
    })
    const cases = JSON.parse(output) as EvaluationCases
    for (const one of cases.classes) expectSameClasses(one)
    for (const one of cases.numbers) expectSameNumbers(one)
    for (const one of cases.labels) expectSameLabels(one)
  })
})
