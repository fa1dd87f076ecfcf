/** The training rows of a prepared dataset as two plain files, so that every rival reads exactly what we train on. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreparedData } from '../electron/engine/data/index.ts'

export function writeTrainingRows(data: PreparedData, folder: string): { features: string; targets: string } {
  const order = new Int32Array(readFileSync(data.files.order).buffer)
  const train = order.subarray(0, data.info.rows.train)
  const pick = (from: string, bytesPerRow: number, to: string) => {
    const source = readFileSync(from)
    const out = Buffer.alloc(train.length * bytesPerRow)
    for (const [i, row] of train.entries())
      source.copy(out, i * bytesPerRow, row * bytesPerRow, (row + 1) * bytesPerRow)
    writeFileSync(to, out)
    return to
  }
  return {
    features: pick(data.files.features, data.featureSize, join(folder, 'x.bin')),
    targets: pick(data.files.targets, 4, join(folder, 'y.bin')),
  }
}
