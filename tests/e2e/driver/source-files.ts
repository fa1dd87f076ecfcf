/** A small data set in every kind of file that the app reads. */
import { execFileSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { zipFile } from '../../setup/zip-file.ts'
import { writeIdx } from '../../support/datasets.ts'
import { kerasPython } from '../../support/keras-python.ts'

export interface SourceFiles {
  readonly name: string
  readonly kind: 'table' | 'pictures'
  /** Writes the files into a folder. @returns their names; a person opens the first, and drops all of them at once */
  write(folder: string): readonly string[] | Promise<readonly string[]>
  readonly rows: number
  /** The app says instead that this Node cannot read the file. */
  readonly refusal?: RegExp
}

export const ROWS = 150
/** Area has gaps and marks of thousands in some files; the kind follows from the length. */
const TABLE = Array.from({ length: ROWS }, (_, i) => ({
  length: ((i * 37) % ROWS) / 10,
  area: i % 19 === 7 ? null : 500 + ((i * 89) % 4000),
  colour: ['weiß', 'rot', 'blau'][(i * 7) % 3]!,
  kind: ['large', 'small'][(i * 37) % ROWS < 70 ? 1 : 0]!,
}))
const NAMES = ['length', 'area', 'colour', 'kind'] as const
type Cell = string | number | null
const CELLS: readonly (readonly Cell[])[] = TABLE.map((row) => NAMES.map((name) => row[name]))
const text = (
  rows: readonly (readonly Cell[])[],
  separator = ',',
  names: readonly string[] = NAMES,
): string => [names, ...rows].map((cells) => cells.map((cell) => cell ?? '').join(separator)).join('\n')

/** Writes one file of this name and content. */
const file = (name: string, content: () => string | Buffer) => (folder: string) => {
  writeFileSync(join(folder, name), content())
  return [name]
}

const table = (
  name: string,
  write: SourceFiles['write'],
  options?: Pick<SourceFiles, 'refusal'>,
): SourceFiles => ({ name, kind: 'table', write, rows: ROWS, ...options })

/** 28 × 28 pixels; the lines that are bright identify the class. */
const PICTURES = 400
const CLASSES = 4
function writePictures(folder: string): readonly string[] {
  const [images, labels] = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte'] as const
  const classOf = (picture: number) => (picture * 7) % CLASSES
  writeIdx(join(folder, labels), [PICTURES], classOf)
  writeIdx(join(folder, images), [PICTURES, 28, 28], (i) => {
    const [picture, line] = [Math.floor(i / 784), Math.floor((i % 784) / 28)]
    return (Math.floor(line / 7) === classOf(picture) ? 150 : 20) + ((i * 7919) % 61)
  })
  return [images, labels]
}

export const SOURCE_FILES: readonly SourceFiles[] = [
  table(
    'CSV',
    file('plants.csv', () => text(CELLS)),
  ),
  table(
    'CSV with a title, semicolons, decimal commas and Latin-1',
    file('plants-de.csv', () => {
      const german = CELLS.map((cells) =>
        cells.map((cell) => (typeof cell === 'number' ? String(cell).replace('.', ',') : cell)),
      )
      return Buffer.from(`Messung im Frühjahr\n${text(german, ';')}`, 'latin1')
    }),
  ),
  table(
    'TSV with marks of thousands',
    file('plants.tsv', () =>
      text(
        CELLS.map((cells) =>
          cells.map((cell) => (typeof cell === 'number' ? cell.toLocaleString('en') : cell)),
        ),
        '\t',
      ),
    ),
  ),
  table(
    'gz',
    file('plants.csv.gz', () => gzipSync(text(CELLS))),
  ),
  table(
    'zip',
    file('plants.csv.zip', () =>
      zipFile([{ name: 'plants.csv', data: Buffer.from(text(CELLS)), deflate: true }]),
    ),
  ),
  table('several files', (folder) => {
    writeFileSync(join(folder, 'plants-1.csv'), text(CELLS.slice(0, 90)))
    // The columns of the second file are in another order.
    const reversed = CELLS.slice(90).map((cells) => cells.toReversed())
    writeFileSync(join(folder, 'plants-2.csv'), text(reversed, ',', NAMES.toReversed()))
    return ['plants-1.csv', 'plants-2.csv']
  }),
  table('Parquet', async (folder) => {
    const lines = join(folder, 'plants.ndjson')
    writeFileSync(lines, TABLE.map((row) => JSON.stringify(row)).join('\n'))
    await writeParquet(lines, join(folder, 'plants.parquet'))
    rmSync(lines)
    return ['plants.parquet']
  }),
  table(
    'JSON',
    file('plants.json', () => JSON.stringify(TABLE)),
  ),
  table(
    'NDJSON',
    file('plants.ndjson', () => TABLE.map((row) => JSON.stringify(row)).join('\n')),
  ),
  table('Excel', (folder) => {
    runPython(folder, 'pandas.DataFrame(rows, columns=names).to_excel("plants.xlsx", index=False)')
    return ['plants.xlsx']
  }),
  table(
    'SQLite',
    (folder) => {
      runPython(
        folder,
        'with sqlite3.connect("plants.sqlite") as base: pandas.DataFrame(rows, columns=names).to_sql("plants", base, index=False)',
      )
      return ['plants.sqlite']
    },
    process.getBuiltinModule('node:sqlite')
      ? {}
      : { refusal: /is a SQLite database, which this Node \(v.*\) cannot read/ },
  ),
  { name: 'IDX', kind: 'pictures', write: writePictures, rows: PICTURES },
]

/** Runs a line of Python on the `rows` with these `names`. */
function runPython(folder: string, line: string): void {
  const code = `import json, pandas, sqlite3, sys\nnames, rows = json.load(sys.stdin)\n${line}`
  execFileSync(kerasPython()!, ['-c', code], { cwd: folder, input: JSON.stringify([NAMES, CELLS]) })
}

async function writeParquet(lines: string, path: string): Promise<void> {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  await connection.run(`COPY (FROM read_json('${lines}')) TO '${path}' (FORMAT parquet)`)
  connection.closeSync()
  instance.closeSync()
}
