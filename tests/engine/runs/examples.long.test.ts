/** Each example, trained with its own settings, reaches the figure on its card on the start screen. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { listExamples } from '../../../electron/host/examples.ts'
import { lessonOf } from '../../../renderer/start/lessons.ts'
import { buildEngine, startEngine, temporaryCache } from '../support.ts'

buildEngine()
const cache = temporaryCache()
const EXAMPLES = resolve('assets/examples')
/** Tolerances: other processors round differently, and a validation set of 30 rows has steps of 3 %. */
const TOLERANCE = { accuracy: 0.015, table: 0.04, error: 0.03 }

it.each((await listExamples(EXAMPLES)).map(({ id }) => id))(
  '%s',
  async (id) => {
    const { reaches } = lessonOf(id)!
    const text = readFileSync(join(EXAMPLES, `${id}.loom`), 'utf8')
    const engine = startEngine({ cache })
    const info = await engine.calls.train({ document: text, folder: EXAMPLES })
    const result = await engine.until(() => engine.seen.results[0], 600_000)
    expect(result.problems).toEqual([])
    const best = engine.seen.epochs.find(({ epoch }) => epoch === result.bestEpoch)!
    const actual = best.validation![info.series.indexOf(reaches.figure.slice('val_'.length))]!
    const tolerance = reaches.unit
      ? TOLERANCE.error
      : text.includes('iris.csv')
        ? TOLERANCE.table
        : TOLERANCE.accuracy
    expect(Math.abs(actual - reaches.value), `${reaches.figure} ${actual}`).toBeLessThanOrEqual(tolerance)
  },
  900_000,
)
