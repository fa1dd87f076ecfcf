/** The rows of a table as the app prepares them, and as the exported program does in real pandas. */
import { join } from 'node:path'
import { expect } from 'vitest'
import { type PreparedData, prepareData } from '../../electron/engine/data/index.ts'
import { inspectTable } from '../../electron/engine/data/inspect.ts'
import { rowFingerprints } from '../../electron/engine/data/marks/row-fingerprints.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { RightLabel, RowMark } from '../../shared/data/marks.ts'
import { suggest } from '../../shared/data/suggest.ts'
import type { Document } from '../../shared/document/document.ts'
import { applySuggestion } from '../../shared/document/edits.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { intsOf } from '../engine/data/helper.ts'
import { documentText } from '../engine/support.ts'
import { firstDifference, type ProgramRows } from './prepared-rows.ts'

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

/** The data with marks on some rows: every third of the first rows is left out, and others have the last class, another number or date, or other labels. */
export async function withMarks(reference: DataReference, place: Place): Promise<DataReference> {
  const { info, keptRows } = await prepareData(reference, place)
  const { name, kind, classes } = info.targets[0]
  const kept = keptRows === null ? null : new Set(intsOf(keptRows))
  const rows = Array.from({ length: 40 }, (_, row) => row)
  const fingerprints = await rowFingerprints(reference, rows, place)
  const isDate = info.table?.columns.some((column) => column.name === name && column.type === 'date')
  const rightLabel = (row: number): RightLabel =>
    kind === 'classes'
      ? classes.at(-1)!
      : kind === 'labels'
        ? classes.filter((_, i) => (row + i) % 3 === 0)
        : isDate
          ? ['2031-05-01', '1999-12-31 14:30'][(row / 4) % 2]!
          : String(row % 2)
  const marks = rows.flatMap((row): RowMark[] => {
    const marked = { row, fingerprint: fingerprints[row]! }
    if (row % 3 === 0) return [{ ...marked, excluded: true }]
    const label = rightLabel(row)
    return row % 4 === 0 && (kept?.has(row) ?? true) ? [{ ...marked, target: name, label }] : []
  })
  return { ...reference, marks }
}

/** The data with some rows left out. */
export async function withExcluded(
  reference: DataReference,
  rows: readonly number[],
  place: Place,
): Promise<DataReference> {
  const fingerprints = await rowFingerprints(reference, rows, place)
  return {
    ...reference,
    marks: rows.map((row, i) => ({ row, fingerprint: fingerprints[i]!, excluded: true })),
  }
}

export interface TableProgram {
  readonly document: Document
  readonly prepared: PreparedData
  readonly code: string
  /** The code before the model, and where it is. */
  readonly request: readonly [path: string, code: string]
}

/** The end of a network for each kind of target. */
const HEADS = {
  classes: { activation: 'softmax', output: {} },
  number: { activation: 'linear', output: { loss: 'mean_squared_error', metrics: [] } },
  labels: { activation: 'sigmoid', output: { loss: 'binary_crossentropy', metrics: ['binary_accuracy'] } },
} as const

/** A network for the data with its program. @param prepareFrom another source of the same rows, which the app reads */
export async function tableProgram(
  reference: DataReference,
  place: Place,
  prepareFrom: DataReference = reference,
): Promise<TableProgram> {
  const prepared = await prepareData(prepareFrom, place)
  const { info } = prepared
  const { kind, classes } = info.targets[0]
  const { activation, output } = HEADS[kind]
  const text = documentText({ features: info.shape[0]!, hidden: [8], path: '', output })
    .replace('"units":3', `"units":${kind === 'number' ? 1 : classes.length}`)
    .replace('"activation":"softmax"', `"activation":"${activation}"`)
  const document: Document = { ...parseDocument(text), data: reference }
  const code = generateKeras(document, analyze(document, info), info)
  const path = join(place.folder, 'program.py')
  return { document, prepared, code, request: [path, code.slice(0, code.indexOf('\nmodel = '))] }
}

/** Expects the same rows in each part, in the same order, with the same numbers; and the same classes. */
export function expectSameRows({ prepared, code }: TableProgram, rows: ProgramRows): void {
  if (rows.error !== undefined) throw new Error(`${rows.error}\n${code}`)
  const difference = firstDifference(prepared, rows)
  expect(difference && { ...difference, code }).toBeNull()
}
