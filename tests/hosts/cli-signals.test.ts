/** `signals`: its tables, its JSON, and the networks that it is asked for. The engine's tests compute signals. */
import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { commands } from '../../electron/cli/commands.ts'
import { runCli } from '../../electron/cli/run-cli.ts'
import { type Examined, signalsJson, signalsReport } from '../../electron/cli/signals-report.ts'
import type { CallSignals, Signals } from '../../shared/signals/signals.ts'
import { untranslated } from '../../shared/text.ts'
import { temporaryFolder } from './temporary.ts'

const bins = { from: 0, to: 1, counts: [1, 2] }
const outputs = {
  ...{ mean: 0.48, deviation: 0.132, unitDeviation: 0.1, min: 0, max: 1, zeros: 0, saturated: 0.0001 },
  ...{ dead: { units: 2, of: 100 }, nonFinite: 0, histogram: bins, detail: bins },
}
const gradients = {
  ...{ mean: 2.4e-7, low: 1e-8, high: 5e-7, zeros: 0, nonFinite: 0 },
  ...{ histogram: bins, detail: bins },
}
const call: CallSignals = { node: 'a', layer: 'dense', type: 'Dense', shape: [100], outputs, gradients }
const weight = {
  ...{ node: 'a', layer: 'dense', shape: [784, 100], trainable: true, nonFinite: 0, isSymmetric: false },
}
const signals: Signals = {
  ...{ rows: 256, source: 'data', axes: { outputs: [0, 1], gradients: [-10, 0] }, loss: 2.7 },
  calls: [
    call,
    {
      ...{ ...call, layer: 'dense_1', gradients: null },
      outputs: {
        ...outputs,
        mean: Number.NaN,
        nonFinite: 25_600,
        saturated: null,
        dead: { units: 0, of: 100 },
      },
    },
  ],
  weights: [
    { ...weight, weight: 'kernel', norm: 13.5, gradientNorm: 3e-6, updateNorm: 3e-8 },
    { ...weight, weight: 'bias', norm: 0, gradientNorm: 1e-7, updateNorm: 1e-9 },
  ],
  ...{ normalizations: [], problems: [], milliseconds: 41 },
}

const [first, last] = ['dense', 'dense_9'].map((layer) => ({
  ...{ node: layer, layer, depth: 0, from: [], outputs, gradients },
}))
const examined: Examined = {
  signals,
  change: { first: first!, last: last!, ratio: 463_000, perLayer: 4.3 },
  findings: [
    {
      ...{
        code: 'vanishing',
        severity: 'finding',
        node: 'a',
        field: null,
        title: untranslated('dense barely learns'),
      },
      message: untranslated('The gradient shrinks.'),
      figures: [{ label: untranslated('mean'), value: '2.4e-7' }],
      fix: { label: untranslated('Use relu'), apply: (document) => document },
    },
  ],
}

test('the tables have a line for each call and each weight', () => {
  const [head, , titles, first, second, , , kernel, bias] = signalsReport(examined)
  expect(head).toBe('256 training rows · initial weights · loss 2.700')
  expect(titles).toMatch(/^layer +type +mean +sd .*\|gradient\|/)
  expect(first).toMatch(/^dense +Dense +0\.4800 +0\.1320 .* 0\.0 % +2 of 100 +2\.40e-7 +1\.00e-8 +5\.00e-7$/)
  expect(second).toMatch(/^dense_1 +Dense +25600 not finite /)
  expect(kernel).toMatch(/^dense +kernel +13\.50 +3\.00e-6 +3\.00e-8 +2\.22e-9$/)
  expect(signalsReport(examined).slice(9)).toEqual([
    '',
    '|gradient| at dense against dense_9: 1 : 463,000 (÷ 4.3 per layer)',
    '',
    'dense barely learns. The gradient shrinks.',
    '  mean  2.4e-7',
    '  Repair: Use relu',
  ])
  expect(bias).toMatch(/^dense +bias +0\.000 +1\.00e-7 +1\.00e-9$/)
  expect(signalsReport({ ...examined, signals: { ...signals, source: 'random', loss: null } })[0]).toBe(
    '256 standard-normal rows in place of data · initial weights · no loss',
  )
})

test('JSON has null for what is not finite', () => {
  const parsed = JSON.parse(signalsJson('Main', examined))
  expect(parsed.network).toBe('Main')
  expect(parsed.calls[1].outputs.mean).toBeNull()
  expect(parsed.ratio).toEqual({ first: 'dense', last: 'dense_9', value: 463_000, perLayer: 4.3 })
  expect(parsed.findings[0]).toMatchObject({
    code: 'vanishing',
    message: 'The gradient shrinks.',
    repair: 'Use relu',
  })
})

test('a network that the document does not have is refused with those that it has', async () => {
  const folder = temporaryFolder()
  cpSync('assets/examples', folder, { recursive: true })
  const err: string[] = []
  const io = {
    ...{ out: () => {}, err: (line: string) => err.push(line), folder },
    interrupted: new AbortController().signal,
  }
  expect(await runCli(commands, ['signals', 'lesson-variants.loom', '--variant', 'Other'], io)).toBe(2)
  expect(err.join('\n')).toMatch(
    /no network of the document is called “Other”; there are “After the activation”/,
  )
})
