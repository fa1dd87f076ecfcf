/** Writes the training rows of a prepared dataset as two raw files and their description, so that every rival trains on the same rows. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreparedData } from '../electron/engine/data/index.ts'
import type { BenchNetwork } from './networks.ts'

/** The bytes of a file in a separate buffer. Node reads small files into a shared buffer. */
export const bytesOf = (path: string): ArrayBuffer => Uint8Array.from(readFileSync(path)).buffer

/** Writes the task for bench/rivals/task.py and tfjs-fit.mjs. @returns the path of its JSON file */
export function writeTask(data: PreparedData, network: BenchNetwork, folder: string): string {
  const order = new Int32Array(bytesOf(data.files.order))
  const train = order.subarray(0, data.info.rows.train)
  const writeRows = (from: string, bytesPerRow: number, to: string) => {
    const source = readFileSync(from)
    const out = Buffer.alloc(train.length * bytesPerRow)
    for (const [i, row] of train.entries())
      source.copy(out, i * bytesPerRow, row * bytesPerRow, (row + 1) * bytesPerRow)
    writeFileSync(to, out)
    return to
  }
  const path = join(folder, 'task.json')
  const { shape, dtype, preparation, targets } = data.info
  const task = {
    x: writeRows(data.files.features, data.featureSize * (dtype === 'uint8' ? 1 : 4), join(folder, 'x.bin')),
    y: writeRows(data.files.targets, 4, join(folder, 'y.bin')),
    rows: train.length,
    shape,
    dtype,
    preparation,
    classes: targets[0].classes.length,
    layers: network.layers.map(([type, props]) => ({ type, ...props })),
    optimizer: network.optimizer,
    batch: network.batch,
  }
  writeFileSync(path, JSON.stringify(task))
  return path
}
