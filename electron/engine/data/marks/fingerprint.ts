/** Fingerprints of rows: whether a row is still the one that a person has marked. */
import { createHash } from 'node:crypto'
import { closeSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { damaged, openOrDamaged } from '../checked-file.ts'
import type { StoredRows } from '../stored.ts'
import type { Table } from '../table/table.ts'

/** Rows of a table that are read together: those of one block of the cache. */
const BLOCK_ROWS = 65_536

/** The fingerprint of each row that exists, by its number. It covers every cell, and neither roles nor types of columns nor how a number
 *  is written change it. @throws ProblemError if a file of the cache is damaged */
export async function tableFingerprints(
  table: Table,
  rows: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  const fingerprints = new Map<number, string>()
  const blocks = new Map<number, number[]>()
  for (const row of rows) {
    const block = Math.floor(row / BLOCK_ROWS)
    if (row < table.info.rows) blocks.set(block, [...(blocks.get(block) ?? []), row])
  }
  for (const block of blocks.values()) {
    const hashes = block.map(() => createHash('sha256'))
    for (const column of table.info.columns.keys())
      for (const [i, row] of block.entries()) {
        const [cell] = await table.writtenTexts(column, row, row + 1)
        hashes[i]!.update(`${JSON.stringify(canonical(cell!))}\n`)
      }
    for (const [i, row] of block.entries()) fingerprints.set(row, shortened(hashes[i]!.digest('hex')))
  }
  return fingerprints
}

/** 1, 1.0 and 01 are the same number, whatever the type of their column. */
function canonical(cell: string): string {
  const value = Number(cell)
  return cell.trim() === '' ? '' : Number.isFinite(value) ? String(value) : cell
}

/** The same for rows that are no table: of their bytes and their labels.
 *  @param folder of the rows in the cache @throws ProblemError if a file there is missing or too short */
export function arrayFingerprints(
  folder: string,
  { count, shape, dtype, targets }: StoredRows,
  rows: readonly number[],
): ReadonlyMap<number, string> {
  const size = shape.reduce((a, b) => a * b, 1) * (dtype === 'uint8' ? 1 : 4)
  const paths = { features: join(folder, 'features'), targets: join(folder, 'targets') }
  const files = { features: openOrDamaged(paths.features), targets: openOrDamaged(paths.targets) }
  const read = (name: keyof typeof files, position: number, bytes: Buffer): Buffer => {
    if (readSync(files[name], bytes, 0, bytes.length, position) < bytes.length) throw damaged(paths[name])
    return bytes
  }
  try {
    const [values, label] = [Buffer.alloc(size), Buffer.alloc(4)]
    return new Map(
      rows
        .filter((row) => row < count)
        .map((row) => {
          const hash = createHash('sha256').update(read('features', row * size, values))
          for (const target of targets.keys()) hash.update(read('targets', (target * count + row) * 4, label))
          return [row, shortened(hash.digest('hex'))]
        }),
    )
  } finally {
    closeSync(files.features)
    closeSync(files.targets)
  }
}

const shortened = (hash: string): string => hash.slice(0, 16)
