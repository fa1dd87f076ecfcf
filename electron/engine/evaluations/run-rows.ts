/** What is in single rows of a run's data: pictures, or cells of a table. */
import { type PictureSize, pictureSize } from '../../../shared/data/pictures.ts'
import { rolesOf } from '../../../shared/data/roles.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import type { RowContents, RunRows, RunRowsQuery } from '../../../shared/ipc/contract/index.ts'
import type { PreparedData } from '../data/index.ts'
import { rowFingerprints } from '../data/marks/row-fingerprints.ts'
import { asPixels } from '../data/picture-rows.ts'
import { readFeatures } from '../data/read-values.ts'
import { openTable } from '../data/table/read-table.ts'
import type { Table } from '../data/table/table.ts'
import { fileLabels } from './file-labels.ts'
import { dataOfRun, dataOptions, type StoredRun } from './stored-run.ts'

/** A wider table is looked at in the Data workspace. */
const MAX_COLUMNS = 40

/** @throws ProblemError if the data are missing, or not those of the run */
export async function runRows(
  run: StoredRun,
  { rows, side, withFingerprints }: Omit<RunRowsQuery, 'run'>,
  cache: string,
): Promise<RunRows> {
  const options = dataOptions(run, cache)
  const data = run.document.data!
  // Rows of other data would be wrong ones.
  const prepared = await dataOfRun(run, cache)
  return {
    contents: isTableSource(data.source)
      ? await cellsOf((await openTable(data, options)).table, featuresOf(data.source), rows)
      : await picturesOf(prepared, rows, side),
    fileLabels: await fileLabels(run, rows, cache),
    fingerprints: withFingerprints ? await rowFingerprints(data, rows, options) : null,
  }
}

const featuresOf =
  (source: Parameters<typeof rolesOf>[0]) =>
  (columns: readonly string[]): string[] => {
    const roles = rolesOf(source, columns)
    return columns.filter((name) => roles.get(name) === 'feature')
  }

async function cellsOf(
  table: Table,
  featuresIn: (columns: readonly string[]) => string[],
  rows: readonly number[],
): Promise<RowContents> {
  const names = table.info.columns.map(({ name }) => name)
  const features = featuresIn(names)
  const columns = features.slice(0, MAX_COLUMNS)
  const places = columns.map((name) => names.indexOf(name))
  const cells = rows.map((): (string | null)[] => [])
  // A block of a column is read once, and only some blocks stay in memory.
  const blocks = new Map<number, number[]>()
  for (const [place, row] of rows.entries()) {
    const block = Math.floor(row / table.blockRows)
    blocks.set(block, [...(blocks.get(block) ?? []), place])
  }
  for (const block of blocks.values())
    for (const [i, column] of places.entries())
      for (const place of block) {
        const row = rows[place]!
        cells[place]![i] = (await table.texts(column, row, row + 1))[0] ?? null
      }
  return { kind: 'table', columns, left: features.length - columns.length, cells }
}

async function picturesOf(
  prepared: PreparedData,
  rows: readonly number[],
  side: number,
): Promise<RowContents> {
  const own = pictureSize(prepared.info.shape)
  if (!own) return { kind: 'numbers' }
  const factor = Math.ceil(Math.max(own.height, own.width) / side)
  const size = shrunkSize(own, factor)
  const bytes = size.height * size.width * size.channels
  const pixels = new Uint8Array(rows.length * bytes)
  for (const [i, row] of rows.entries()) {
    const values = await readFeatures(prepared, row)
    pixels.set(shrink(asPixels(values, prepared.featureSize), own, factor), i * bytes)
  }
  return { kind: 'pictures', size, pixels }
}

const shrunkSize = ({ height, width, channels }: PictureSize, factor: number): PictureSize => ({
  height: Math.max(1, Math.floor(height / factor)),
  width: Math.max(1, Math.floor(width / factor)),
  channels,
})

/** Each pixel is the mean of `factor` × `factor` pixels. What is left over at the right and the bottom is cut off. */
export function shrink(pixels: Uint8Array, size: PictureSize, factor: number): Uint8Array {
  if (factor === 1) return pixels
  const { height, width, channels } = shrunkSize(size, factor)
  const [down, across] = [Math.min(factor, size.height), Math.min(factor, size.width)]
  const shrunk = new Uint8Array(height * width * channels)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++, at++) {
        let sum = 0
        for (let i = 0; i < down; i++)
          for (let j = 0; j < across; j++)
            sum += pixels[((y * factor + i) * size.width + x * factor + j) * channels + c]!
        shrunk[at] = Math.round(sum / (down * across))
      }
  return shrunk
}
