/** Trains documents with their data in the engine, and runs their programs with the real Keras. With the same initial weights and
 *  without shuffling, both have the same figures, stop at the same epoch and end with the weights of the same epoch. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { METRICS } from '../../electron/engine/run-folder/metrics-file.ts'
import { LAST } from '../../electron/engine/run-folder/run-files.ts'
import { readWeights } from '../../electron/engine/run-folder/weights-file.ts'
import { planSettings } from '../../electron/engine/worker/open-run.ts'
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { Document } from '../../shared/document/document.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import type { Model } from '../../shared/model/model.ts'
import { buildPlan } from '../../shared/training/plan.ts'
import { buildEngine, startEngine, temporaryCache, temporaryFolder } from '../engine/support.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

interface Case {
  readonly name: string
  /** A text that the program must contain. */
  readonly expectedText: string
  /** The number of epochs that are trained. */
  readonly epochs: number
  /** The epoch whose weights are kept; null where no callback monitors one. */
  readonly best: number | null
}
const CASES: readonly Case[] = [
  // More true positives are better. Keras does not know this direction.
  { name: 'mon-true-positives', expectedText: 'mode="max"', epochs: 6, best: 4 },
  // The last batch is smaller. Keras's mean over batches stops long before a mean over rows would.
  { name: 'multi-val-kind-loss', expectedText: 'monitor="val_kind_loss"', epochs: 3, best: 1 },
  // A separator and a decimal mark that pandas must be told.
  { name: 'semicolon-comma', expectedText: 'sep=";", decimal=","', epochs: 2, best: null },
  // A line above the header.
  { name: 'comment', expectedText: 'comment="#"', epochs: 2, best: null },
  // A header whose names are those of a table without one.
  { name: 'column-n', expectedText: 'pd.read_csv(DATA, keep', epochs: 2, best: null },
  // Layers that are named like a class and a variable of the program.
  { name: 'onecycle-name', expectedText: 'name="OneCycle"', epochs: 4, best: null },
  // A class, a number and labels in one cell, which the suggested network learns with a head each.
  { name: 'several-targets', expectedText: '.str.get_dummies("|")', epochs: 4, best: null },
]
const FIXTURES = fileURLToPath(new URL('../fixtures/keras/', import.meta.url))

interface ProgramResult {
  readonly history: { readonly [series: string]: readonly number[] }
  readonly best: number | null
  readonly weights: { readonly [name: string]: readonly number[] }
}

type Weights = { readonly [name: string]: readonly number[] }

/** The initial weights of our run. */
function initialWeights(document: Document, model: Model, info: DataInfo): Weights {
  const { state } = buildPlan(planSettings(document, model, { info, seed: document.training.seed }))
  return Object.fromEntries(state.filter((s) => s.role === 'weight').map((s) => [s.name, [...s.initial()]]))
}

describeKeras('The program has the same results as the run', () => {
  buildEngine()
  const cache = temporaryCache()
  const folder = temporaryFolder()
  /** The results by case name. Each program is run once for all executors. */
  const answers = new Map<string, Promise<ProgramResult>>()

  async function runInKeras(name: string, code: string, weights: Weights): Promise<ProgramResult> {
    const own = join(folder, name)
    cpSync(join(FIXTURES, name), own, { recursive: true })
    const path = join(own, `${name}.py`)
    writeFileSync(path, code)
    const [ran] = await askKeras([{ kind: 'run', path, folder: own, arguments: [], weights }])
    return ran as ProgramResult
  }

  test.each(CASES.flatMap((c) => ['graph', 'xla', 'portable'].map((executor) => ({ ...c, executor }))))(
    '$name, $executor',
    async ({ name, expectedText, epochs, best, executor }) => {
      const text = readFileSync(join(FIXTURES, name, `${name}.loom`), 'utf8')
      const document = parseDocument(text)
      const data = join(FIXTURES, name)
      const engine = startEngine({ cache, env: { LAYERLOOM_EXECUTOR: executor } })
      const info = await engine.calls.describeData(document.data!, data, null)
      await engine.calls.train({ document: text, folder: data })
      const result = await engine.finished()
      expect(result).toMatchObject({ state: 'finished', problems: [] })
      const lines = readFileSync(join(result.folder!, METRICS), 'utf8').trim().split('\n')
      const figures = lines.map((line) => JSON.parse(line) as { readonly [figure: string]: number })
      expect(figures).toHaveLength(epochs)

      const analysis = analyze(document, info)
      const code = generateKeras(document, analysis, info)
      expect(code).toContain(expectedText)
      const pending =
        answers.get(name) ?? runInKeras(name, code, initialWeights(document, analysis.model!, info))
      answers.set(name, pending)
      const ran = await pending
      expect(Object.keys(ran.history).length).toBeGreaterThan(0)
      for (const [series, values] of Object.entries(ran.history)) {
        expect(values, series).toHaveLength(epochs)
        for (const [epoch, value] of values.entries())
          expect(Math.abs(figures[epoch]![series]! - value), `${series} of epoch ${epoch + 1}`).toBeLessThan(
            1e-6 * Math.max(Math.abs(value), 1),
          )
      }
      if (best !== null) expect([result.bestEpoch, ran.best]).toEqual([best, best])
      const last = readWeights(join(result.folder!, LAST))
      for (const [weight, values] of Object.entries(ran.weights)) {
        const ours = last.weights.get(weight)!.values
        for (const [i, value] of values.entries())
          expect(Math.abs(ours[i]! - value), `${weight} ${i}`).toBeLessThan(1e-5)
      }
    },
  )
})
