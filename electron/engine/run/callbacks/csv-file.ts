/** The file of a CSVLogger: one line per epoch. */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type CsvLoggerProps,
  csvColumns,
  csvLine,
  csvRow,
} from '../../../../shared/training/callbacks/csv-logger.ts'
import { replaceFile } from '../weights-file.ts'
import type { EpochFigures, EpochWriter } from './epoch-writer.ts'
import { fileName } from './place.ts'

/** @param previousEpochs epochs before the run was resumed */
export function csvFile(folder: string, props: CsvLoggerProps, done: readonly EpochFigures[]): EpochWriter {
  const path = join(folder, fileName(props.filename, 'training.csv'))
  const { separator } = props
  let columns: readonly string[] = []
  const lines = (epochs: readonly EpochFigures[]) =>
    epochs.map(({ epoch, figures }) => csvRow(epoch, columns, figures, separator)).join('')
  const begin = (epochs: readonly EpochFigures[]) => {
    columns = csvColumns(Object.keys(epochs[0]!.figures))
    replaceFile(path, [Buffer.from(csvLine(['epoch', ...columns], separator) + lines(epochs))])
  }
  if (done.length > 0) begin(done)
  return (now) => (columns.length === 0 ? begin([now]) : appendFileSync(path, lines([now])))
}
