/** A process that has said that it is busy is not killed when it does not answer a stop at once. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { spawnRun } from '../../../electron/engine/runs/child-run.ts'
import type { Crash } from '../../../electron/engine/runs/crash-text.ts'

/** Reads no message for some milliseconds, and then ends as it was asked. */
const scriptWith = (busy: number, deaf: number) => `
process.on('message', ({ type }) => {
  if (type === 'resume') {
    process.send({ type: 'busy', milliseconds: ${busy} })
    process.send({ type: 'state', state: 'training' })
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${deaf})
  } else if (type === 'stop') {
    process.send({ type: 'stopping' })
    process.send({ type: 'ended' }, () => process.exit(0))
  }
})`

function stopWhile(busy: number, deaf: number): Promise<Crash | null> {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-busy-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const entry = join(folder, 'run.mjs')
  writeFileSync(entry, scriptWith(busy, deaf))
  return new Promise((resolve) => {
    const child = spawnRun(entry, 'portable', process.env, {
      onMessage: ({ type }) => {
        if (type === 'state') child.halt('stop', true)
      },
      onExit: resolve,
    })
    child.resume()
  })
}

test('it ends by itself', async () => expect(await stopWhile(600_000, 500)).toBeNull())

test('one that is not busy is killed', async () =>
  expect(await stopWhile(0, 600_000)).toMatchObject({ signal: 'SIGKILL' }))
