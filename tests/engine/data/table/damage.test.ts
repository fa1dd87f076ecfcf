/** Files that are damaged anywhere, or cut off: each is read or refused with one message that names it, and nothing crashes. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { ProblemError } from '../../../../shared/problem.ts'
import { zipFile } from '../../../setup/zip-file.ts'
import { writeParquet } from './duck.ts'
import { tableFixture } from './helper.ts'

const t = tableFixture()
const RUNS = 15

const rows = Array.from({ length: 40 }, (_, i) => ({
  x: (i * 7) % 31,
  kind: ['a', 'b', 'größe'][i % 3]!,
  day: `2024-01-${String(1 + (i % 28)).padStart(2, '0')}`,
}))
const csv = Buffer.from(`x,kind,day\n${rows.map((row) => Object.values(row).join(',')).join('\n')}\n`)

/** By the ending of the file: the type of the source, and its bytes. */
const FILES: { readonly [ending: string]: { readonly type: string; readonly bytes: () => Buffer } } = {
  csv: { type: 'csv', bytes: () => csv },
  'csv.gz': { type: 'csv', bytes: () => gzipSync(csv) },
  'csv.zip': { type: 'csv', bytes: () => zipFile([{ name: 'a.csv', data: csv, deflate: true }]) },
  json: { type: 'json', bytes: () => Buffer.from(JSON.stringify(rows)) },
  ndjson: { type: 'json', bytes: () => Buffer.from(rows.map((row) => JSON.stringify(row)).join('\n')) },
  parquet: { type: 'parquet', bytes: () => readFileSync(join(t.folder, 'whole.parquet')) },
  xlsx: {
    type: 'excel',
    bytes: () => readFileSync(join(import.meta.dirname, '../../../fixtures/tables/orders.xlsx')),
  },
}

beforeAll(async () => {
  const values = rows.map(({ x, kind, day }) => `(${x}, '${kind}', DATE '${day}')`).join(', ')
  await writeParquet(join(t.folder, 'whole.parquet'), `SELECT * FROM (VALUES ${values}) AS t(x, kind, day)`)
})

describe.each(Object.entries(FILES))('%s', (ending, { type, bytes }) => {
  let count = 0
  /** The message, or null if the file was read. */
  async function messageOf(content: Uint8Array): Promise<string | null> {
    const name = t.write(content, `damaged${++count}.${ending}`)
    try {
      await t.open(name, { source: { type } })
      return null
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      expect(error.problems).toHaveLength(1)
      const [{ message, field }] = error.problems as [(typeof error.problems)[number]]
      // It names the file, or the column or option that is wrong in it.
      expect(message.en.includes(name) || field !== null).toBe(true)
      return message.en
    }
  }

  test('the whole file is read', async () => {
    expect(await messageOf(bytes())).toBeNull()
  })

  test('cut off anywhere, with other bytes anywhere', async () => {
    const whole = bytes()
    const place = fc.nat(whole.length - 1)
    const damage = fc.record({
      changes: fc.array(fc.tuple(place, fc.nat(255)), { maxLength: 6 }),
      length: fc.oneof(fc.constant(whole.length), place),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ changes, length }) => {
        const damaged = Buffer.from(whole)
        for (const [at, value] of changes) damaged[at] = value
        await messageOf(damaged.subarray(0, length))
      }),
      { numRuns: RUNS },
    )
  })
})
