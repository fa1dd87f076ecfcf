/** Opens tables of generated files and of the kept cases. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openTable } from '../../../../electron/engine/data/table/read-table.ts'
import type { Table } from '../../../../electron/engine/data/table/table.ts'
import type { ColumnSettings, ColumnType } from '../../../../shared/data/columns.ts'
import type { Config } from '../../../../shared/fields/index.ts'
import { ProblemError } from '../../../../shared/problem.ts'
import { temporaryFolder } from '../helper.ts'

export const cases = join(import.meta.dirname, '../../../data/cases')

export interface Options {
  readonly source?: Omit<Config, 'type'>
  readonly types?: { readonly [column: string]: ColumnType }
}

export function tableFixture() {
  const folder = temporaryFolder()
  const cache = join(folder, 'cache')
  let count = 0
  const columns = (types: Options['types'] = {}): ColumnSettings[] =>
    Object.entries(types).map(([name, type]) => ({ name, type, steps: null, categories: null }))
  const open = async (path: string, { source = {}, types }: Options = {}) =>
    (
      await openTable(
        { source: { type: 'csv', path, ...source }, columns: columns(types) },
        { folder, cache },
      )
    ).table
  const write = (content: string | Uint8Array, name = `table${++count}.csv`): string => {
    writeFileSync(join(folder, name), content)
    return name
  }
  return {
    folder,
    cache,
    write,
    open,
    read: (content: string | Uint8Array, options?: Options) => open(write(content), options),
    /** A file of tests/data/cases. */
    openCase: (name: string, options?: Options) => open(join(cases, name), options),
    /** The English message of the only problem, with the folder's path replaced by `…`. */
    async problem(content: string | Uint8Array, options?: Options): Promise<string> {
      try {
        await open(write(content), options)
      } catch (error) {
        if (error instanceof ProblemError) return error.message.replaceAll(folder, '…')
        throw error
      }
      throw new Error('no problem was reported')
    },
  }
}

/** The values in use of the reader options. */
export const optionsOf = ({ info }: Table) =>
  Object.fromEntries(info.options.map(({ field, value }) => [field, value]))
/** All cells as texts, row by row. */
export async function rowsOf(table: Table): Promise<(string | null)[][]> {
  const columns = await Promise.all(table.info.columns.map((_, i) => table.texts(i, 0, table.info.rows)))
  return Array.from({ length: table.info.rows }, (_, row) => columns.map((column) => column[row]!))
}
