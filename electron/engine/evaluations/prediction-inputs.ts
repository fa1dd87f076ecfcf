/** What a run's network takes: its columns with what their steps have learned, and the values of these columns in the run's data. */
import type { ColumnType } from '../../../shared/data/columns.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import type { TableReading } from '../../../shared/data/table-reading.ts'
import { knownCategories, missingRule, unseenRule } from '../../../shared/data/value-rules.ts'
import type { ColumnValues, InputColumn, PredictionInputs } from '../../../shared/ipc/contract/index.ts'
import { analyze } from '../../../shared/model/analyze.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { inspectTable } from '../data/inspect.ts'
import { featureFits } from './predictor.ts'
import {
  dataOptions,
  preparationOf,
  preparationOfFeatures,
  readingOfRun,
  type StoredRun,
} from './stored-run.ts'
import * as texts from './texts.ts'

/** @throws ProblemError if the run does not have what predictions need */
export function predictionInputs(run: StoredRun): PredictionInputs {
  const { record, document } = run
  const reading = readingOfRun(run)
  const { model } = analyze(document)
  const option = (field: string) => {
    const value = reading?.options[field]
    return typeof value === 'string' ? value : ''
  }
  return {
    decimal: option('decimal') || '.',
    thousands: option('thousands'),
    fileColumns: reading?.columns.map(({ name }) => name) ?? [],
    columns: document.data && isTableSource(document.data.source) ? inputColumns(run, reading) : null,
    shape: record.data.shape,
    targets: record.data.targets.map(({ name }) => ({ name, unit: unitOf(reading, name) })),
    hasDropout:
      model?.calls.some(({ layer }) => layer.definition.isDropout === true && Number(layer.props.rate) > 0) ??
      false,
    rows: record.data.rows,
  }
}

const unitOf = (reading: TableReading | null, column: string): string | null =>
  reading?.columns.find(({ name }) => name === column)?.unit ?? null

function inputColumns(run: StoredRun, reading: TableReading | null): InputColumn[] {
  const { record, document } = run
  const fits = preparationOf(run)
  if (fits.length === 0) throw new ProblemError([texts.noPreparation(record.name)])
  const own = featureFits(fits, record.data.targets, document.data!.source)
  const { readAs } = preparationOfFeatures(run, own)
  const types = new Map(readAs.map(({ name, type }) => [name, type]))
  return own.map((each) => {
    const read = reading?.columns.find(({ name }) => name === each.column)
    const type: ColumnType = read?.type ?? types.get(each.column) ?? 'number'
    const isText = type === 'category' || type === 'text'
    return {
      name: each.column,
      type,
      unit: read?.unit ?? null,
      categories:
        type === 'boolean' && read?.words
          ? [...read.words.true.slice(0, 1), ...read.words.false.slice(0, 1)]
          : isText
            ? knownCategories(each)
            : [],
      missing: missingRule(each, type === 'date'),
      unseen: isText ? unseenRule(each) : null,
    }
  })
}

/** @throws ProblemError if the data are missing */
export async function columnValues(run: StoredRun, cache: string): Promise<ColumnValues[]> {
  const { columns } = await inspectTable(run.document.data!, dataOptions(run, cache))
  const names = new Set(preparationOf(run).map(({ column }) => column))
  return columns
    .filter(({ name }) => names.has(name))
    .map(({ name, numbers, categories }) => ({
      column: name,
      range: numbers && { min: numbers.min, max: numbers.max, allIntegers: numbers.allIntegers },
      categories: categories.map(({ text }) => text),
    }))
}
