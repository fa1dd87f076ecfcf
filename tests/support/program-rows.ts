/** The rows of a table as the app prepares them, and as the exported program does in real pandas. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { type PreparedData, prepareData } from '../../electron/engine/data/index.ts'
import { inspectTable } from '../../electron/engine/data/inspect.ts'
import { widthOf } from '../../shared/data/column-info.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { suggest } from '../../shared/data/suggest.ts'
import type { Document } from '../../shared/document/document.ts'
import { applySuggestion } from '../../shared/document/edits.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { floatsOf, intsOf } from '../engine/data/helper.ts'
import { documentText } from '../engine/support.ts'

/** The folder of a table and of its program, and the cache. */
export interface Place {
  readonly folder: string
  readonly cache: string
}

/** The document's data with everything suggested for its table. */
export async function withSuggestions(reference: DataReference, place: Place): Promise<DataReference> {
  const profile = await inspectTable(reference, place)
  const suggestion = suggest(profile, reference.source, reference.columns, reference.split)
  return applySuggestion({ ...emptyDocument('table'), data: reference }, suggestion).data!
}

export interface TableProgram {
  readonly document: Document
  readonly prepared: PreparedData
  readonly code: string
  /** The code before the model, and where it is. */
  readonly request: readonly [path: string, code: string]
}

/** A network for the data with its program. @param prepareFrom another source of the same rows, which the app reads */
export async function tableProgram(
  reference: DataReference,
  place: Place,
  prepareFrom: DataReference = reference,
): Promise<TableProgram> {
  const prepared = await prepareData(prepareFrom, place)
  const { info } = prepared
  const isNumber = info.targets[0].kind === 'number'
  const output = isNumber ? { loss: 'mean_squared_error', metrics: [] } : {}
  const text = documentText({ features: info.shape[0]!, hidden: [8], path: '', output })
    .replace('"units":3', `"units":${isNumber ? 1 : info.targets[0].classes.length}`)
    .replace('"activation":"softmax"', isNumber ? '"activation":"linear"' : '"activation":"softmax"')
  const document: Document = { ...parseDocument(text), data: reference }
  const code = generateKeras(document, analyze(document, info), info)
  const path = join(place.folder, 'program.py')
  return { document, prepared, code, request: [path, code.slice(0, code.indexOf('\nmodel = '))] }
}

/** What ask_keras.py answers for a program. */
export interface ProgramRows {
  readonly error?: string
  readonly parts: readonly (readonly [x: readonly Row[], y: readonly number[], w: readonly number[] | null])[]
  readonly classes: readonly string[]
}
type Row = readonly (number | null)[]

/** Expects the same rows in each part, in the same order, with the same numbers; and the same classes. */
export function expectSameRows(
  { prepared, code }: TableProgram,
  { error, parts, classes }: ProgramRows,
): void {
  expect(error).toBeUndefined()
  const { info, files } = prepared
  const [stored, targets] = [floatsOf(files.features), targetsOf(prepared)]
  const sizes = [info.rows.train, info.rows.validation, info.rows.test].filter((size) => size > 0)
  expect(parts.map(([x]) => x.length)).toEqual(sizes)
  const order = intsOf(files.order)
  const width = info.columns.length
  const x = parts.flatMap(([rows]) => rows)
  const y = parts.flatMap(([, rows]) => rows)
  for (const [i, row] of order.entries()) {
    const expected = expand(info.columns, stored.slice(width * row, width * (row + 1)))
    const received = x[i]!
    const isSame =
      expected.length === received.length && expected.every((value, c) => isClose(value, received[c]))
    if (!isSame) expect({ row, values: received, code }).toEqual({ row, values: expected, code })
    if (!isClose(targets[row]!, y[i]))
      expect({ row, target: y[i], code }).toEqual({ row, target: targets[row], code })
  }
  if (info.targets[0].kind === 'classes')
    expect(classes.map(className)).toEqual(info.targets[0].classes.map(className))
}

/** pandas writes a whole number of a column with gaps as 1.0. */
const className = (name: string): string => name.replace(/^(-?\d+)\.0$/, '$1')

const isClose = (expected: number, received: number | null | undefined): boolean =>
  typeof received === 'number' && Math.abs(expected - received) <= 1e-6 * Math.max(1, Math.abs(expected))

/** The first target of each row. */
function targetsOf({ info, files }: PreparedData): readonly number[] {
  return info.targets[0].kind === 'number' ? floatsOf(files.targets) : intsOf(files.targets)
}

/** The numbers that the network receives. */
const expand = (columns: PreparedData['info']['columns'], row: readonly number[]): number[] =>
  columns.flatMap((column, i) =>
    column.code?.kind === 'one-hot'
      ? Array.from({ length: widthOf(column) }, (_, code) => (code === row[i] ? 1 : 0))
      : [row[i]!],
  )
