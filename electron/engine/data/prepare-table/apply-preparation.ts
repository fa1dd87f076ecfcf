/** Prepares rows as a run has prepared its own: by the steps that were fitted on its training rows. */
import type { ColumnInfo } from '../../../../shared/data/column-info.ts'
import type { ColumnType } from '../../../../shared/data/columns.ts'
import { applyFitted, type ColumnFits, RefusedValue } from '../../../../shared/data/fitted-steps.ts'
import { steps as stepFamily } from '../../../../shared/data/steps/index.ts'
import type { Values } from '../../../../shared/data/steps/step.ts'
import type { ReadColumn, TableReading } from '../../../../shared/data/table-reading.ts'
import { type Config, getMember } from '../../../../shared/fields/index.ts'
import { ProblemError, problem } from '../../../../shared/problem.ts'
import { cellParser } from '../table/cell-parser.ts'
import { texts } from './texts.ts'

/** Cells of some rows. */
export interface Cells {
  /** null where missing. */
  texts(column: string): Promise<readonly (string | null)[]>
  /** Numbers are written with a point and nothing else, dates as in the file or as 2024-12-31, whatever the table of the run looks like. */
  readonly isPlain?: boolean
  /** Of a column that the reader takes for numbers: NaN where missing. */
  numbers?(column: string): Promise<Float64Array>
}

export interface AppliedRows {
  /** Row by row, as a run stores them. */
  readonly features: Float32Array
  /** The column because of which a row has no features: a value is missing that no step fills, or a step leaves the row out. */
  readonly faults: ReadonlyMap<number, string>
}

export interface Preparation {
  /** The table's columns that are needed. */
  readonly names: readonly string[]
  /** What each prepared column is. */
  readonly columns: readonly ColumnInfo[]
  /** How a needed column of a table is to be read: as the run has read it. Dates and words of booleans are read here, from texts. */
  readonly readAs: readonly { readonly name: string; readonly type: ColumnType }[]
  /** @throws ProblemError for a value that a step refuses */
  apply(cells: Cells, rows: number): Promise<AppliedRows>
  /** The columns of each row whose value counts as missing. */
  absent(cells: Cells, rows: number): Promise<readonly (readonly string[])[]>
}

/** @param fits of the features, in the order of the network's columns
 *  @param reading how the run has read its table; null: unknown, as in runs of earlier versions
 *  @throws Error in words, naming the column, if its fits do not belong to its steps */
export function preparationBy(fits: readonly ColumnFits[], reading: TableReading | null): Preparation {
  const known = new Map(reading?.columns.map((column) => [column.name, column]))
  const columns = fits.map((own) => appliedColumn(own, known.get(own.column) ?? null, reading))
  const infos = columns.map(infosOf)
  const width = infos.flat().length
  return {
    names: fits.map(({ column }) => column),
    columns: infos.flat(),
    readAs: columns.map(({ fits: own, readAs: type }) => ({ name: own.column, type })),
    async apply(cells, rows) {
      const features = new Float32Array(rows * width)
      const faults = new Map<number, string>()
      let at = 0
      for (const { fits: own, valuesOf } of columns) {
        const { parts, isDropped } = applied(await valuesOf(cells), own)
        for (let row = 0; row < rows; row++) if (isDropped(row)) faults.set(row, own.column)
        for (const { values } of parts) {
          const numbers = 'codes' in values ? values.codes : values.values
          for (let row = 0; row < rows; row++) {
            const x = Math.fround(numbers[row]!)
            features[row * width + at] = Number.isFinite(x) ? x : 0
            if (!Number.isFinite(x) && !faults.has(row)) faults.set(row, own.column)
          }
          at++
        }
      }
      return { features, faults }
    },
    async absent(cells, rows) {
      const absent = Array.from({ length: rows }, (): string[] => [])
      for (const { fits: own, valuesOf } of columns) {
        const values = await valuesOf(cells)
        for (const [row, names] of absent.entries())
          if ('codes' in values ? values.codes[row]! < 0 : Number.isNaN(values.values[row]!))
            names.push(own.column)
      }
      return absent
    },
  }
}

/** What a column becomes: its steps are applied to no rows. */
function infosOf(column: ReturnType<typeof appliedColumn>): ColumnInfo[] {
  try {
    return column.infos()
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new Error(`${column.fits.column}: its fits do not belong to its steps`, { cause: error })
  }
}

function applied(values: Values, fits: ColumnFits) {
  try {
    return applyFitted(values, fits)
  } catch (error) {
    if (!(error instanceof RefusedValue)) throw error
    const { step, reason } = error
    throw new ProblemError([
      problem('data_step', texts.step(fits.column, step, reason.text), {
        field: `columns.${fits.column}.steps`,
      }),
    ])
  }
}

function appliedColumn(fits: ColumnFits, read: ReadColumn | null, reading: TableReading | null) {
  const type = read?.type ?? typeTaken(fits)
  const isCategory = type === 'category' || type === 'text'
  const markers = new Set(read?.markers)
  const option = (field: string): string => {
    const value = reading?.options[field]
    return typeof value === 'string' ? value : ''
  }
  const format = {
    type: type === 'date' && !read?.dateFormat ? ('number' as const) : type,
    unit: read?.unit ?? null,
    words: read?.words ?? { false: ['false', 'False', '0'], true: ['true', 'True', '1'] },
    dateFormat: read?.dateFormat ?? null,
    decimal: option('decimal') || '.',
    thousands: option('thousands'),
  }
  const parse = type === 'date' && !read?.dateFormat ? Date.parse : cellParser(format)
  const parsePlain = (text: string): number => {
    if (type === 'number') return text.trim() === '' ? Number.NaN : Number(text)
    const value = parse(text)
    return type === 'date' && Number.isNaN(value) && ISO_DATE.test(text) ? Date.parse(text) : value
  }
  const kept = (cell: string | null): string | null =>
    cell === null || cell === '' || markers.has(cell) ? null : cell
  const kind = type === 'date' ? 'date' : 'number'
  return {
    fits,
    readAs: (isCategory ? 'category' : type === 'number' ? 'number' : 'text') as ColumnType,
    async valuesOf(cells: Cells): Promise<Values> {
      const { column } = fits
      if (isCategory) return categoriesOf((await cells.texts(column)).map(kept))
      if (type === 'number' && cells.numbers) return { kind, values: await cells.numbers(column) }
      const parsed = (await cells.texts(column)).map((cell) => {
        const text = kept(cell)
        return text === null ? Number.NaN : cells.isPlain ? parsePlain(text) : parse(text)
      })
      return { kind, values: Float64Array.from(parsed) }
    },
    infos(): ColumnInfo[] {
      const none: Values = isCategory
        ? { kind: 'category', codes: new Int32Array(0), categories: [] }
        : { kind, values: new Float64Array(0) }
      const isPrepared = fits.steps.some((config) => !getMember(stepFamily, config).keepsValues)
      return applied(none, fits).parts.map(({ suffix, values }) => ({
        name: fits.column + suffix,
        type: isCategory ? 'category' : 'number',
        ...(suffix !== '' && { source: fits.column }),
        ...('codes' in values &&
          values.kind !== 'category' && { code: { kind: values.kind, size: values.size } }),
        ...(isPrepared && { isPrepared }),
      }))
    },
  }
}

const ISO_DATE = /^\d{4}-\d\d-\d\d/

function categoriesOf(cells: readonly (string | null)[]): Values {
  const index = new Map<string, number>()
  const codes = Int32Array.from(cells, (cell) => {
    if (cell === null) return -1
    const known = index.get(cell)
    if (known !== undefined) return known
    index.set(cell, index.size)
    return index.size - 1
  })
  return { kind: 'category', codes, categories: [...index.keys()] }
}

/** The type that the steps of a column take, for runs of earlier versions. */
function typeTaken({ steps, fits }: ColumnFits): ColumnType {
  for (const [i, config] of steps.entries()) {
    const { takes } = getMember(stepFamily, config as Config)
    if (takes.length === 1)
      return takes[0] === 'date' ? 'date' : takes[0] === 'category' ? 'category' : 'number'
    const fitted = fits[i]?.[0]
    const filling = typeof fitted === 'object' && fitted !== null && 'fill' in fitted ? fitted.fill : null
    if (typeof filling === 'string') return 'category'
  }
  return 'number'
}
