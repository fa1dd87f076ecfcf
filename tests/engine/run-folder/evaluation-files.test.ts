/** The files of evaluations in a run's folder. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newEvaluation } from '../../../electron/engine/run-folder/evaluation-files.ts'

test('a run that was moved away while it is evaluated is not made again', () => {
  const runs = mkdtempSync(join(tmpdir(), 'layerloom-evaluations-'))
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }))
  const place = newEvaluation(runs, 'test', new Date())
  expect(newEvaluation(runs, 'test', new Date()).id).not.toBe(place.id)
  const gone = join(runs, 'gone')
  expect(() => newEvaluation(gone, 'test', new Date())).toThrow(/ENOENT/)
  expect(existsSync(gone)).toBe(false)
})
