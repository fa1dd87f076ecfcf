/** metrics.ndjson, which is untrusted input, is read in bounded memory. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { linesIn, METRICS, readMetrics } from '../../../electron/engine/run-folder/metrics-file.ts'
import { keepMetrics } from '../../../electron/engine/run-folder/run-files.ts'
import { compareRuns } from '../../../electron/engine/runs/compare-runs.ts'
import type { RunRecord } from '../../../electron/engine/runs/record-schema.ts'
import { restoreFolder } from '../../../electron/engine/worker/resume-point.ts'

function folderWith(metrics: string | Uint8Array): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-metrics-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, METRICS), metrics)
  return folder
}
const lineOf = (epoch: number, extra: object = {}) =>
  `${JSON.stringify({ epoch, loss: 1 / epoch, ms_per_step: 1, best: true, ...extra })}\n`
const record = { data: {}, executor: null } as RunRecord

test('more empty lines than an array can hold crash neither the engine nor a run', () => {
  const folder = folderWith(new Uint8Array(2 ** 27 + 1).fill(0x0a))
  const { lines, fault } = readMetrics(folder, ['loss'])
  expect(lines).toEqual([])
  expect(fault?.message.en).toMatch(/line 1: expected an object of figures, found ""/)
  const finished = folderWith(lineOf(1))
  expect(compareRuns({ folder: finished, record }, { folder, record })).toMatchObject({ same: false })
  keepMetrics(folder, 2)
  expect([...linesIn(join(folder, METRICS))]).toEqual(['', ''])
})

test('too many lines and too long a line are reported', () => {
  const manyLines = folderWith('{}\n'.repeat(1_000_001))
  const run = { folder: manyLines, record }
  expect(() => compareRuns(run, run)).toThrow(/more than 1000000 lines/)
  const longLine = folderWith(lineOf(1) + lineOf(2, { more: 'x'.repeat(2 ** 20) }))
  const { lines, fault } = readMetrics(longLine, ['loss'])
  expect(lines).toHaveLength(1)
  expect(fault?.message.en).toMatch(/line 2: expected an object of figures/)
})

test('a truncated line does not count', () => {
  const folder = folderWith(lineOf(1) + lineOf(2).slice(0, -1))
  expect([...linesIn(join(folder, METRICS))]).toEqual([lineOf(1).trim()])
  keepMetrics(folder, 0)
  expect([...linesIn(join(folder, METRICS))]).toEqual([])
})

test('a run that continues another one begins with its epochs, or not at all', () => {
  const first = folderWith(lineOf(1) + lineOf(2) + lineOf(3))
  const next = folderWith('')
  restoreFolder(next, null, 2, first)
  expect(readMetrics(next, ['loss']).lines).toHaveLength(2)
  rmSync(first, { recursive: true })
  expect(() => restoreFolder(next, null, 2, first)).toThrow(/metrics.ndjson has 0 epochs/)
})
