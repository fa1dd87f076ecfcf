/** The estimate of the memory that a run needs. */
import { expect, it } from 'vitest'
import { memoryNeed, tooMuchMemory } from '../../../electron/engine/runs/memory-need.ts'
import { optimizers } from '../../../shared/catalog/optimizers/index.ts'
import { createConfig } from '../../../shared/fields/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { chain } from '../../document/build.ts'
import { dataInfo } from '../../support/data-info.ts'

const { model } = analyze(chain('Input', 'Flatten', 'Dense', 'Output'))
const data = dataInfo({ shape: [28, 28], dtype: 'uint8', rows: { train: 1000, validation: 0, test: 0 } })
const need = (type: string) => memoryNeed(model!, createConfig(optimizers, type), data)

it('counts the slots of the optimizer: 0, 1 or 2 numbers per weight', () => {
  const parameters = 784 * 100 + 100
  const slots = (type: string) => (need(type).fixed - need('sgd').fixed) / 4 / 4
  expect(slots('adagrad')).toBeCloseTo(parameters, -2)
  expect(slots('adam')).toBeCloseTo(2 * parameters, -2)
})

it('reports the largest batch that fits, or that none does', () => {
  const { fixed, perRow } = need('sgd')
  expect(perRow).toBeGreaterThan(2 * 4 * 784)
  expect(tooMuchMemory(need('sgd'), 32, fixed + 32 * perRow)).toBeNull()
  const batch = tooMuchMemory(need('sgd'), 64, fixed + 32.5 * perRow)
  expect(batch).toMatchObject({ code: 'memory', field: 'batch_size' })
  expect(batch!.message.en).toMatch(
    /^Training needs about 0\.3 GB, .* Set batch_size to 32 or less \(now 64\)\.$/,
  )
  const none = tooMuchMemory(need('sgd'), 1, fixed - 1)
  expect(none!.message.en).toMatch(/use smaller units/)
})
