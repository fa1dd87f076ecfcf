/** Small data files for programs: large enough for the splits of the examples, and quick to train on. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { streamOf } from './random-arrays.ts'

/** Writes an IDX file of unsigned bytes. */
export function writeIdx(path: string, sizes: readonly number[], value: (i: number) => number): void {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.set([0, 0, 8, sizes.length])
  for (const [i, n] of sizes.entries()) header.writeUInt32BE(n, 4 + 4 * i)
  const body = Buffer.alloc(sizes.reduce((n, d) => n * d, 1))
  for (let i = 0; i < body.length; i++) body[i] = value(i)
  writeFileSync(path, Buffer.concat([header, body]))
}

/** Writes the four files of Fashion-MNIST, plain and gzipped, with images of 28×28 whose brightest lines identify the class. */
export function writeFashion(folder: string, rows: { readonly train: number; readonly test: number }): void {
  mkdirSync(folder, { recursive: true })
  const stream = streamOf(11)
  for (const [prefix, n] of [
    ['train', rows.train],
    ['t10k', rows.test],
  ] as const) {
    const labels = Uint8Array.from({ length: n }, () => stream.uniformInt(10))
    writeIdx(join(folder, `${prefix}-labels-idx1-ubyte`), [n], (i) => labels[i]!)
    writeIdx(join(folder, `${prefix}-images-idx3-ubyte`), [n, 28, 28], (i) => {
      const [row, line] = [Math.floor(i / 784), Math.floor((i % 784) / 28)]
      return (Math.floor(line / 2.8) === labels[row] ? 150 : 20) + ((i * 7919) % 61)
    })
    for (const name of [`${prefix}-labels-idx1-ubyte`, `${prefix}-images-idx3-ubyte`])
      writeFileSync(join(folder, `${name}.gz`), gzipSync(readFileSync(join(folder, name)), { level: 1 }))
  }
}
