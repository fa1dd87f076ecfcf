/** Programs of generated tables. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect } from 'vitest'
import { createDataReference } from '../../shared/document/settings.ts'
import { ProblemError } from '../../shared/problem.ts'
import { generatedTable } from './arbitrary-table.ts'
import type { ProgramRows } from './prepared-rows.ts'
import {
  expectSameRows,
  type Place,
  type TableProgram,
  tableProgram,
  withSuggestions,
} from './program-rows.ts'

/** The programs of this number of tables, without the tables that the app refuses. */
export async function generatedPrograms(count: number, place: Place): Promise<readonly TableProgram[]> {
  const programs: TableProgram[] = []
  const refused: string[] = []
  const tables = fc.sample(generatedTable, { numRuns: count, seed: 7 })
  for (const [i, { bytes, widths, columns, split }] of tables.entries()) {
    const path = `table-${i}.csv`
    writeFileSync(join(place.folder, path), bytes)
    const reference = createDataReference({ type: 'csv', path, widths })
    try {
      const own = { ...reference, columns, split: { ...reference.split, ...split } }
      programs.push(await tableProgram(await withSuggestions(own, place), place))
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      refused.push(`${path}: ${error.message}`)
    }
  }
  // The app refuses some, for example a column without steps for its gaps.
  expect(refused.length, refused.join('\n')).toBeLessThan(count / 4)
  return programs
}

/** Expects the rows of every program to be those of the app. */
export function expectAllSame(programs: readonly TableProgram[], rows: readonly ProgramRows[]): void {
  const failures = programs.flatMap((program, i) => {
    try {
      expectSameRows(program, rows[i]!)
      return []
    } catch (error) {
      return [(error as Error).message]
    }
  })
  expect(failures).toEqual([])
}
