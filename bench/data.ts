/** The data of the bench: the real Fashion-MNIST, or synthetic rows of a given size, in the file formats of users. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dataSources } from '../shared/data/sources/index.ts'
import { type Config, createConfig } from '../shared/fields/index.ts'
import { createStream } from '../shared/random/stream.ts'

export type BenchData =
  | { readonly kind: 'fashion'; readonly rows: number }
  /** Rows of uint8 in an IDX file. */
  | { readonly kind: 'pixels'; readonly rows: number; readonly features: number; readonly classes: number }
  /** Numbers in a CSV file; `classes` is 0 for a numeric target. */
  | { readonly kind: 'table'; readonly rows: number; readonly features: number; readonly classes: number }

export interface PreparedBenchData {
  readonly shape: readonly number[]
  readonly source: Config
  /** The number of rows that are not trained on, so that all contenders do the same number of steps. */
  readonly unusedRows: number
  readonly classes: number
}

const FASHION_ROWS = 70_000

/** The data of a network. Files of synthetic rows are written into `folder` unless they exist. */
export function prepareBenchData(data: BenchData, folder: string): PreparedBenchData {
  if (data.kind === 'fashion')
    return {
      shape: [28, 28],
      source: createConfig(dataSources, 'fashion_mnist'),
      unusedRows: FASHION_ROWS - data.rows,
      classes: 10,
    }
  const { rows, features, classes } = data
  const name = join(folder, `${data.kind}-${rows}-${features}-${classes}`)
  const shape = [features]
  if (data.kind === 'pixels') {
    const [images, labels] = [`${name}-images.idx`, `${name}-labels.idx`]
    if (!existsSync(labels)) writePixels(images, labels, rows, features, classes)
    return { shape, source: createConfig(dataSources, 'idx', { images, labels }), unusedRows: 0, classes }
  }
  const path = `${name}.csv`
  if (!existsSync(path)) writeTable(path, rows, features, classes)
  const task = classes > 0 ? 'classes' : 'number'
  return {
    shape,
    source: createConfig(dataSources, 'csv', { path, target: 'y', task }),
    unusedRows: 0,
    classes,
  }
}

/** An IDX file: magic number, sizes, values. Source: http://yann.lecun.com/exdb/mnist/ */
function idx(sizes: readonly number[], values: Uint8Array): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.set([0, 0, 8, sizes.length])
  for (const [i, size] of sizes.entries()) header.writeUInt32BE(size, 4 + 4 * i)
  return Buffer.concat([header, values])
}

function writePixels(images: string, labels: string, rows: number, features: number, classes: number): void {
  const stream = createStream([3, 4])
  writeFileSync(
    images,
    idx(
      [rows, features],
      Uint8Array.from({ length: rows * features }, () => stream.uniformInt(256)),
    ),
  )
  writeFileSync(
    labels,
    idx(
      [rows],
      Uint8Array.from({ length: rows }, (_, i) => i % classes),
    ),
  )
}

function writeTable(path: string, rows: number, features: number, classes: number): void {
  const stream = createStream([5, 6])
  const header = [...Array.from({ length: features }, (_, i) => `x${i}`), 'y'].join(',')
  const lines = Array.from({ length: rows }, (_, n) => {
    const values = Array.from(
      { length: features },
      () => (stream.uniformInt(2_000_001) - 1_000_000) / 1_000_000,
    )
    const sum = values.reduce((a, b) => a + b, 0)
    return [...values, classes > 0 ? n % classes : sum.toFixed(6)].join(',')
  })
  writeFileSync(path, `${header}\n${lines.join('\n')}\n`)
}
