/** A run is repeated with the marks it was trained with, whatever its document says by then; changed rows are refused. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { rowFingerprints } from '../../../electron/engine/data/marks/row-fingerprints.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { RECORD } from '../../../electron/engine/runs/run-record.ts'
import { markRow } from '../../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../../shared/document/file.ts'
import { ProblemError } from '../../../shared/problem.ts'
import {
  buildEngine,
  documentText,
  readJson,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const path = writeTable(folder, 90, 4)

/** Two epochs without the first row and with another label of the second one. */
async function markedDocument() {
  const plain = parseDocument(documentText({ features: 4, path, training: { epochs: 2 } }))
  const [first, second] = await rowFingerprints(plain.data!, [0, 1], { folder: null, cache })
  const excluded = markRow(plain, { row: 0, fingerprint: first!, excluded: true })
  return markRow(excluded, { row: 1, fingerprint: second!, target: 'kind', label: 'a' })
}

it('trains the same with every executor: the files hold the row that is left out', async () => {
  const document = serializeDocument(await markedDocument())
  const losses = async (executor: string) => {
    const engine = startEngine({ env: { LAYERLOOM_EXECUTOR: executor }, cache })
    await engine.calls.attach()
    await engine.calls.train({ document, folder: null })
    const result = await engine.finished()
    expect(result.state, result.problems[0]?.message.en).toBe('finished')
    return engine.seen.epochs.map(({ train }) => train[0])
  }
  const expected = await losses('portable')
  expect(expected).toHaveLength(2)
  for (const executor of ['graph', 'xla'])
    for (const [i, loss] of (await losses(executor)).entries()) expect(loss).toBeCloseTo(expected[i]!, 4)
})

it('is repeated with its marks', async () => {
  const document = await markedDocument()
  const start = () => startEngine({ env: { LAYERLOOM_EXECUTOR: 'portable' }, cache })
  const engine = start()
  const out = join(folder, 'run')
  await engine.calls.train({ document: serializeDocument(document), folder: null, out })
  expect((await engine.finished()).state).toBe('finished')
  const recordIn = (run: string) => readJson(join(run, RECORD)) as RunRecord
  const trained = recordIn(out)
  const { rows } = trained.data
  expect(rows.train + rows.validation + rows.test).toBe(89)
  await engine.close()
  const another = start()
  await another.calls.repeat(out)
  const { repeated, folder: again } = await another.finished()
  expect(repeated?.same).toBe(true)
  expect(recordIn(again!).data.fingerprint).toBe(trained.data.fingerprint)
  // The first row of the table becomes another one.
  writeFileSync(path, readFileSync(path, 'utf8').replace(/\n.*\n/, '\n9,9,9,9,c\n'))
  const error = await another.calls.repeat(out).catch((e: unknown) => e)
  expect(error).toBeInstanceOf(ProblemError)
  expect((error as ProblemError).problems[0]).toMatchObject({ code: 'data_marks', rows: [0] })
})
