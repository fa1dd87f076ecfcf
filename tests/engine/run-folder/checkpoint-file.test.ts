/** A checkpoint is untrusted input: its header and size are checked before its values are read. */
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import {
  CHECKPOINTS,
  type Checkpoint,
  checkpointsIn,
  readCheckpoint,
  writeCheckpoint,
} from '../../../electron/engine/run-folder/checkpoint-file.ts'

const checkpoint: Checkpoint = {
  head: {
    ...{ run: 'r', epoch: 1, step: 2, best: null, watch: null, document: 'd', fingerprint: 'f', seed: 3 },
    executor: { kind: 'graph', version: '1', threads: 1, flags: {}, cpu: 'c', device: 'cpu' },
  },
  // The keys of an object would put an integer-like name first.
  tensors: new Map([
    ['b', { shape: [2], values: Float32Array.of(1.5, Number.NaN) }],
    ['none', { shape: [0, 3], values: new Uint32Array(0) }],
    ['7', { shape: [], values: Int32Array.of(-4) }],
  ]),
}
function written(): { folder: string; name: string; path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-checkpoint-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeCheckpoint(folder, checkpoint)
  const [name] = checkpointsIn(folder)
  return { folder, name: name!, path: join(folder, CHECKPOINTS, name!) }
}

test('a checkpoint is read as it was written', () => {
  const { folder, name } = written()
  const { head, tensors } = readCheckpoint(folder, name)
  expect(head).toEqual(checkpoint.head)
  expect(Object.fromEntries(tensors)).toEqual(Object.fromEntries(checkpoint.tensors))
})

const GIGABYTES = 40 * 2 ** 30
const corruptions: readonly (readonly [why: string, change: (path: string, bytes: Buffer) => void])[] = [
  ['it is cut off', (path) => truncateSync(path, 5)],
  ['it is cut off', (path) => truncateSync(path, 100)],
  ['it is cut off', (path, bytes) => truncateSync(path, bytes.length - 1)],
  // The file is sparse, so it takes no space.
  [`bytes follow its tensors`, (path) => truncateSync(path, GIGABYTES)],
  [
    `its header has ${2 ** 33} bytes`,
    (path, bytes) => {
      bytes.writeBigUInt64LE(2n ** 33n)
      writeFileSync(path, bytes)
      truncateSync(path, GIGABYTES)
    },
  ],
  ['its sha256 is not', (path, bytes) => writeFileSync(path, bytes.fill(1, bytes.length - 2))],
]
test('a checkpoint that does not match its header is refused before it is read', () => {
  for (const [reason, corrupt] of corruptions) {
    const { folder, name, path } = written()
    corrupt(path, readFileSync(path))
    expect(() => readCheckpoint(folder, name), reason).toThrow(reason)
  }
})
