/** keras/src/callbacks/csv_logger.py: writes the figures of each epoch to a CSV file. */
import { bool, type Props, string } from '../../fields/index.ts'
import { defineCallback } from './callback.ts'

export const csvLogger = defineCallback({
  type: 'CSVLogger',
  keras: 'callbacks.CSVLogger',
  help: {
    en: 'Writes loss and metrics of each epoch to a CSV file, here in the run’s folder.',
    ko: '에포크마다 손실과 지표를 CSV 파일에 씁니다. 여기서는 학습 폴더에 둡니다.',
  },
  fields: {
    filename: string({
      default: 'training.csv',
      shownOnNode: true,
      required: true,
      help: { en: 'Name of the file.', ko: '파일 이름.' },
    }),
    separator: string({
      default: ',',
      help: { en: 'Separator between two values.', ko: '값 사이의 구분 문자.' },
    }),
    append: bool({
      default: false,
      help: {
        en: 'The exported program appends to an existing file; here each run has its own file.',
        ko: '내보낸 프로그램이 있던 파일에 덧붙입니다. 여기서는 학습마다 파일이 따로 있습니다.',
      },
    }),
  },
  writesFiles: 'table',
})

export type CsvLoggerProps = Props<typeof csvLogger.fields>

/** Columns of the file for the given figures. */
export function csvColumns(names: readonly string[]): readonly string[] {
  const sorted = [...names].sort()
  // Keras adds columns for a later validation.
  return sorted.some((n) => n.startsWith('val_')) ? sorted : [...sorted, ...sorted.map((n) => `val_${n}`)]
}

/** One line in the format of Python's csv module. */
export const csvLine = (cells: readonly (string | number)[], separator: string): string =>
  `${cells.join(separator)}\r\n`

/** The line of an epoch (0-based). */
export const csvRow = (
  epoch: number,
  columns: readonly string[],
  values: { readonly [name: string]: number },
  separator: string,
): string =>
  csvLine([epoch, ...columns.map((name) => (Object.hasOwn(values, name) ? values[name]! : 'NA'))], separator)
