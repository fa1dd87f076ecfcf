/** A row of the data that a run was trained on, with its true answers: what a person changes to see what the network says then. */
import { labelText, relabelledRows } from '../../../shared/data/marks.ts'
import { labelNames, labelsTarget, targetNames } from '../../../shared/data/roles.ts'
import { isTableSource } from '../../../shared/data/sources/index.ts'
import { EVALUATED_PARTS } from '../../../shared/ipc/contract/engine/evaluations.ts'
import type { DataRow, DataRowQuery, EvaluatedPart } from '../../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../../shared/problem.ts'
import type { PreparedData } from '../data/index.ts'
import { readValues } from '../data/read-values.ts'
import { placesOf, type RowPlaces } from '../data/row-parts.ts'
import { openTable } from '../data/table/read-table.ts'
import { featureFits } from './predictor.ts'
import { dataOfRun, dataOptions, preparationOf, type StoredRun } from './stored-run.ts'
import * as texts from './texts.ts'

/** @throws ProblemError if the data are missing or other ones, or have no such row */
export async function dataRow(run: StoredRun, at: DataRowQuery['at'], cache: string): Promise<DataRow> {
  const prepared = await dataOfRun(run, cache)
  const places = placesOf(prepared)
  const found = 'row' in at ? at.row : places.rowIn(at.part, at.index)
  if (found === undefined) throw new ProblemError([texts.noRow('row' in at ? at.row : at.index)])
  const place = placeOf(places, found)
  return run.document.data && isTableSource(run.document.data.source)
    ? { ...place, ...(await tableRow(run, found, cache)), picture: null }
    : { ...place, ...(await pictureRow(prepared, found)), cells: null }
}

function placeOf(places: RowPlaces, row: number): Pick<DataRow, 'row' | 'part' | 'index'> {
  const part: EvaluatedPart | null = EVALUATED_PARTS.find((each) => places.indexIn(each, row) >= 0) ?? null
  return { row, part, index: part === null ? null : places.indexIn(part, row) }
}

async function tableRow(
  run: StoredRun,
  row: number,
  cache: string,
): Promise<Pick<DataRow, 'cells' | 'truth'>> {
  const { record, document } = run
  const { source, marks = [] } = document.data!
  const { table } = await openTable(document.data!, dataOptions(run, cache))
  const { rows, columns } = table.info
  if (row >= rows) throw new ProblemError([texts.noRow(row)])
  const names = columns.map(({ name }) => name)
  const textOf = async (name: string): Promise<string | null> =>
    (await table.texts(names.indexOf(name), row, row + 1))[0] ?? null
  const features = featureFits(preparationOf(run), record.data.targets, source)
  const cells: [string, string | null][] = []
  for (const { column } of features) cells.push([column, await textOf(column)])
  /** The right label of a mark; null without one. */
  const rightText = (target: string): string | null => {
    const mark = relabelledRows(marks, target).find((each) => each.row === row)
    return mark ? labelText(mark.label) : null
  }
  const truth: { target: string; text: string }[] = []
  for (const target of targetNames(source, names))
    truth.push({ target, text: rightText(target) ?? (await textOf(target)) ?? '' })
  const labels = labelNames(source)
  if (labels.length > 0) {
    const present: string[] = []
    for (const label of labels)
      if (((await table.numbers(names.indexOf(label), row, row + 1))[0] ?? 0) !== 0) present.push(label)
    const target = labelsTarget(names)
    truth.push({ target, text: rightText(target) ?? present.join(', ') })
  }
  return { cells: Object.fromEntries(cells), truth }
}

async function pictureRow(
  { files, info, featureSize }: PreparedData,
  row: number,
): Promise<Pick<DataRow, 'picture' | 'truth'>> {
  if (info.dtype !== 'uint8') throw new ProblemError([texts.onlyByteFiles])
  const { drawn, rows, targets } = info
  const { train, validation, test } = drawn?.rows ?? rows
  if (row >= train + validation + test) throw new ProblemError([texts.noRow(row)])
  const picture = await readValues(files.features, new Uint8Array(featureSize), row * featureSize)
  const [label] = await readValues(files.targets, new Int32Array(1), row)
  const [target] = targets
  return {
    picture,
    truth: target ? [{ target: target.name, text: target.classes[label!] ?? String(label) }] : [],
  }
}
