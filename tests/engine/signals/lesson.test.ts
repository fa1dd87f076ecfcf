/** What the lesson on vanishing gradients says about its variants, with the real pictures: the ratio of gradients, last hidden layer to
 *  first, and the saturation. */
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { variantsOf } from '../../../shared/document/variants.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { type Ladder, ladderOf } from '../../../shared/signals/ladder.ts'
import { buildEngine, startEngine } from '../support.ts'

buildEngine()
const lesson = parseDocument(readFileSync('assets/examples/lesson-vanishing.loom', 'utf8'))

it('is what the notes of the variants say', async () => {
  const { calls } = startEngine({ cache: process.env.LAYERLOOM_CACHE! })
  const ladders = new Map<string, Ladder>()
  for (const main of variantsOf(lesson)) {
    const document = { ...lesson, main }
    const text = serializeDocument(document)
    const signals = await calls.signals({ slot: 'a', document: text, folder: null, file: null, draw: 0 })
    expect(signals).toMatchObject({ rows: 256, source: 'data', problems: [] })
    ladders.set(main, ladderOf(signals, analyze(document).model))
  }
  const ratioOf = (main: string) => ladders.get(main)!.change!.ratio
  expect([...ladders.values()].map(({ rungs }) => rungs.length)).toEqual([10, 10, 10, 10])
  expect(ratioOf('glorot')).toBeGreaterThan(1e5)
  expect(ratioOf('glorot')).toBeLessThan(1e6)
  for (const main of ['normal', 'relu', 'batch_norm']) {
    expect(ratioOf(main), main).toBeGreaterThan(0.5)
    expect(ratioOf(main), main).toBeLessThan(2)
  }
  const saturatedIn = (main: string) => ladders.get(main)!.rungs.map(({ outputs }) => outputs.saturated!)
  expect(Math.min(...saturatedIn('normal'))).toBeGreaterThan(0.35)
  expect(Math.max(...saturatedIn('glorot'))).toBe(0)
})
