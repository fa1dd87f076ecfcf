/** What the steps make of a table's cells, for the window. */

import type { ColumnFits } from '../../../shared/data/fitted-steps.ts'
import { fill as fillStep } from '../../../shared/data/steps/fill.ts'
import { steps } from '../../../shared/data/steps/index.ts'
import type { ColumnFill } from '../../../shared/data/table-profile.ts'
import { findMember } from '../../../shared/fields/index.ts'
import { isObject } from '../../../shared/json.ts'
import { readChecked } from './checked-file.ts'
import type { PreparedData } from './index.ts'
import { readValues } from './read-values.ts'
import { placesOf } from './row-parts.ts'

/** The stored values of rows of the table; null for a row that is not stored, because it has no target. */
export async function preparedCells(
  prepared: PreparedData,
  from: number,
  to: number,
): Promise<readonly (Float32Array | null)[]> {
  const { placeOf } = placesOf(prepared)
  const places = Array.from({ length: to - from }, (_, i) => placeOf(from + i))
  const stored = places.filter((place) => place >= 0)
  const [first] = stored
  if (first === undefined) return places.map(() => null)
  const width = prepared.featureSize
  const values = new Float32Array(stored.length * width)
  // Stored rows keep the order of the table, so that these are next to each other.
  await readValues(prepared.files.features, values, first * width)
  return places.map((place) =>
    place < 0 ? null : values.subarray((place - first) * width, (place - first + 1) * width),
  )
}

/** What fills the missing cells of each column that has a step for it. A value that comes after a change of the numbers is left out, since
 *  it is no value of the column. */
export async function columnFills({ fits }: PreparedData): Promise<readonly ColumnFill[]> {
  if (fits === null) return []
  const columns = JSON.parse(await readChecked(fits)) as readonly ColumnFits[]
  return columns.flatMap(({ column, steps: configs, fits: learned }) => {
    const at = configs.findIndex(({ type }) => type === fillStep.type)
    const isOwnValue = configs.slice(0, at).every(({ type }) => findMember(steps, type)?.keepsValues)
    const fitted = learned[at]?.[0]
    if (at < 0 || !isOwnValue || !isObject(fitted)) return []
    const { fill } = fitted
    return typeof fill === 'number' || typeof fill === 'string' ? [{ column, fill }] : []
  })
}
