/** Each example, trained with its own settings, reaches the figure on its card on the start screen. */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, it } from 'vitest'
import { listExamples } from '../../../electron/host/examples.ts'
import { lessonOf } from '../../../renderer/start/lessons.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import { parseDocument } from '../../../shared/document/file.ts'
import { buildEngine, startEngine, temporaryCache } from '../support.ts'

buildEngine()
const cache = temporaryCache()
const EXAMPLES = resolve('assets/examples')
/** Tolerances: other processors round differently, and a validation set of 30 rows has steps of 3 %. That of an error above 1 is
 *  relative. */
const TOLERANCE = { accuracy: 0.015, table: 0.04, error: 0.03, epoch: 15 }

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
    const isTable = isTableSource(parseDocument(text).data!.source)
    const tolerance = reaches.figure.includes('error')
      ? TOLERANCE.error * Math.max(1, reaches.value)
      : isTable
        ? TOLERANCE.table
        : TOLERANCE.accuracy
    expect(Math.abs(actual - reaches.value), `${reaches.figure} ${actual}`).toBeLessThanOrEqual(tolerance)
    if (reaches.epoch !== undefined)
      expect(Math.abs(result.bestEpoch! - reaches.epoch)).toBeLessThanOrEqual(TOLERANCE.epoch)
  },
  900_000,
)
