/** The doctor finds each planted fault at its layer, and nothing in healthy trainings. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { examine, findingRules } from '../../../shared/doctor/index.ts'
import { subjectOf } from '../../../shared/doctor/subject.ts'
import { healthyRuns } from '../../support/healthy-runs.ts'
import { lesson, plantedFaults } from '../../support/planted-faults.ts'
import { runFor, type ShortRun } from '../../support/short-run.ts'

const cache = mkdtempSync(join(tmpdir(), 'layerloom-doctor-'))
afterAll(() => rmSync(cache, { recursive: true, force: true }))

describe('planted faults', () => {
  const faults = plantedFaults()
  it.each(faults.map((fault) => [fault.name, fault] as const))('%s', (_, fault) => {
    const found = examine(runFor(fault))
    expect(found.map(({ code, node }) => `${code} at ${node}`)).toContain(`${fault.code} at ${fault.node}`)
    const { fix } = found.find(({ code }) => code === fault.code)!
    if (!fix || !isOfStart(fault)) return
    const repaired = runFor({ ...fault, document: fix.apply(fault.document) })
    expect(examine(repaired).map(({ code }) => code)).not.toContain(fault.code)
  })

  it('cover every rule', () => {
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set(findingRules.map(({ code }) => code)))
  })
})

/** Whether the fault is seen in the initial weights, so that its repair is seen without training. */
const isOfStart = ({ epochs }: ShortRun): boolean => epochs === 0

/** Mean |gradient| at the last hidden layer against that at the first. */
function gradientRatio(run: ShortRun): number {
  const subject = subjectOf(runFor(run))
  const [start] = subject.moments
  const kernels = subject.model.calls.filter((call, i) => subject.hidden[i] && call.layer.definition.affine)
  const gradientAt = (i: number) => start!.of(kernels.at(i)!)!.gradients!.mean
  return gradientAt(-1) / gradientAt(0)
}

describe('the repair of the lesson’s vanishing gradients', () => {
  const run = lesson()
  const [finding] = examine(runFor(run))

  it('names the first layer and the figures', () => {
    expect(finding).toMatchObject({ code: 'vanishing', severity: 'finding', node: 'n1' })
    expect(finding!.title.en).toBe('layer1 barely learns')
    expect(finding!.figures.map(({ label }) => label.en)).toEqual([
      'mean |gradient| at layer10',
      'mean |gradient| at layer1',
      'last to first layer',
      'one step moves its kernel by',
    ])
    expect(gradientRatio(run)).toBeGreaterThan(1e5)
    expect(gradientRatio(run)).toBeLessThan(1e6)
  })

  it('levels the gradients of all ten layers', () => {
    expect(finding!.fix!.label.en).toBe('Use relu and he_normal in 10 layers')
    const repaired = { ...run, document: finding!.fix!.apply(run.document) }
    expect(gradientRatio(repaired)).toBeGreaterThan(0.5)
    expect(gradientRatio(repaired)).toBeLessThan(2)
    expect(examine(runFor(repaired))).toEqual([])
  })
})

it('finds nothing in 24 healthy trainings', async () => {
  const runs = await healthyRuns(
    [
      { example: 'iris', epochs: 40, seeds: [1, 2, 3] },
      { example: 'iris-petal-width', epochs: 40, seeds: [1, 2, 3] },
      { example: 'cars', epochs: 40, seeds: [1, 2, 3] },
      { example: 'penguins', epochs: 40, seeds: [1, 2, 3] },
      { example: 'wide-and-deep', epochs: 40, seeds: [1, 2, 3] },
      { example: 'lesson-early-stopping', epochs: 60, seeds: [1, 2, 3] },
      { example: 'lesson-he', epochs: 2, seeds: [1, 2] },
      { example: 'lesson-batchnorm', epochs: 2, seeds: [1, 2] },
      { example: 'residual', epochs: 2, seeds: [1, 2] },
    ],
    cache,
    'made',
  )
  expect(runs).toHaveLength(24)
  const found = runs.flatMap((run) => examine(runFor(run)).map(({ code }) => `${run.name}: ${code}`))
  expect(found).toEqual([])
})
