/** Small generated files, and a short way to prepare them, for the tests of data. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type PreparedData, prepareData } from '../../../electron/engine/data/index.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import type { Config } from '../../../shared/fields/index.ts'
import { type ProblemData, ProblemError } from '../../../shared/problem.ts'

/** A folder that is removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-data-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const reference = (source: Config, split: Partial<DataReference['split']> = {}): DataReference => ({
  source,
  split: { method: 'train_test_split', validation: 0, test: 0, seed: 1, stratify: true, ...split },
  fingerprint: null,
})

/** Header and bytes of an IDX file. */
export function idxBytes(
  type: number,
  sizes: readonly number[],
  values: Uint8Array | readonly number[],
): Buffer {
  const header = Buffer.alloc(4 + 4 * sizes.length)
  header.set([0, 0, type, sizes.length])
  sizes.forEach((size, i) => {
    header.writeUInt32BE(size, 4 + 4 * i)
  })
  return Buffer.concat([header, Buffer.from(values)])
}

export interface DataFixture {
  readonly folder: string
  readonly cache: string
  write(name: string, content: string | Uint8Array): string
  prepare(source: Config, split?: Partial<DataReference['split']>, override?: string): Promise<PreparedData>
  /** The reported problems; rejects when there are none. */
  problems(source: Config, split?: Partial<DataReference['split']>): Promise<readonly ProblemData[]>
  /** The field and the English message of the only problem, with the folder's path replaced by `…`. */
  problem(
    source: Config,
    split?: Partial<DataReference['split']>,
  ): Promise<[field: string | null, en: string]>
}

export function dataFixture(): DataFixture {
  const folder = temporaryFolder()
  const cache = join(folder, 'cache')
  const fixture: DataFixture = {
    folder,
    cache,
    write(name, content) {
      writeFileSync(join(folder, name), content)
      return name
    },
    prepare: (source, split, override) =>
      prepareData(reference(source, split), {
        folder,
        cache,
        ...(override === undefined ? {} : { override }),
      }),
    async problems(source, split) {
      try {
        await fixture.prepare(source, split)
      } catch (error) {
        if (error instanceof ProblemError) return error.problems
        throw error
      }
      throw new Error('no problem was reported')
    },
    async problem(source, split) {
      const all = await fixture.problems(source, split)
      if (all.length !== 1)
        throw new Error(`${all.length} problems: ${all.map((p) => p.message.en).join('\n')}`)
      return [all[0]!.field, all[0]!.message.en.replaceAll(folder, '…')]
    },
  }
  return fixture
}

const buffer = (path: string): ArrayBuffer => {
  const bytes = readFileSync(path)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
}
export const floatsOf = (path: string): number[] => [...new Float32Array(buffer(path))]
export const intsOf = (path: string): number[] => [...new Int32Array(buffer(path))]
export const bytesIn = (path: string): number[] => [...new Uint8Array(buffer(path))]
