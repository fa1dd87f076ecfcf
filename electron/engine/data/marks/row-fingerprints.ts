/** Fingerprints of rows of any source, for the marks of a person. */
import type { DataReference } from '../../../../shared/data/data-reference.ts'
import { isTableSource } from '../../../../shared/data/sources/index.ts'
import { isDamaged } from '../checked-file.ts'
import { sourceRows } from '../index.ts'
import { openTable } from '../table/read-table.ts'
import type { PrepareOptions } from '../types.ts'
import { arrayFingerprints, tableFingerprints } from './fingerprint.ts'

/** @returns null for a row that does not exist @throws ProblemError if the source cannot be read */
export async function rowFingerprints(
  reference: DataReference,
  rows: readonly number[],
  options: PrepareOptions,
): Promise<(string | null)[]> {
  try {
    const fingerprints = await fingerprintsOf(reference, rows, options)
    return rows.map((row) => fingerprints.get(row) ?? null)
  } catch (error) {
    if (options.contents || !isDamaged(error)) throw error
    return rowFingerprints(reference, rows, { ...options, contents: true })
  }
}

async function fingerprintsOf(
  reference: DataReference,
  rows: readonly number[],
  options: PrepareOptions,
): Promise<ReadonlyMap<number, string>> {
  if (isTableSource(reference.source)) {
    const { table } = await openTable(reference, options)
    return tableFingerprints(table, rows)
  }
  const { folder, rows: stored } = await sourceRows(reference, options)
  return arrayFingerprints(folder, stored, rows)
}
