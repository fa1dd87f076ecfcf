/** Reads a table of numbers with one target column. */
import type { CsvSource } from '../csv/columns.ts'
import { readCsv } from '../csv/read-csv.ts'
import { findFile } from '../find-file.ts'
import type { Reader } from '../types.ts'

export const csvReader: Reader = {
  type: 'csv',
  async locate(source, { folder, override, report }) {
    // The data source's own checks ensure that the props have these types.
    const props = source as unknown as CsvSource
    const file = await findFile(override ?? props.path, folder, 'path')
    return {
      key: { file: file.identity, ...source, path: file.path },
      read: (files) => readCsv(file, props, files, report),
    }
  },
}
