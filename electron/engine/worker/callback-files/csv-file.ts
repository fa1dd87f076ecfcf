/** The file of a CSVLogger: one line per epoch. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CsvLoggerProps,
  csvColumns,
  csvLine,
  csvRow,
} from '../../../../shared/catalog/callbacks/csv-logger.ts'
import { replaceFile } from '../../../system/replace-file.ts'
import type { EpochMetrics, EpochWriter } from './epoch-writer.ts'
import { fileName } from './folder.ts'

/** @param previousEpochs epochs before the run was resumed */
export function csvFile(
  folder: string,
  props: CsvLoggerProps,
  previousEpochs: readonly EpochMetrics[],
): EpochWriter {
  const path = join(folder, fileName(props.filename, 'training.csv'))
  const { separator } = props
  let columns: readonly string[] = []
  const lines = (epochs: readonly EpochMetrics[]) =>
    epochs.map(({ epoch, values }) => csvRow(epoch, columns, values, separator)).join('')
  const create = (epochs: readonly EpochMetrics[]) => {
    columns = csvColumns(Object.keys(epochs[0]!.values))
    replaceFile(path, [Buffer.from(csvLine(['epoch', ...columns], separator) + lines(epochs))])
  }
  if (previousEpochs.length > 0) create(previousEpochs)
  return (current) => (columns.length === 0 ? create([current]) : appendFileSync(path, lines([current])))
}
