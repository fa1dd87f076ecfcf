/** Columns with paths of pictures: whether the files are there. */
import { stat } from 'node:fs/promises'
import nodePath from 'node:path'
import { isPicture } from '../../../../shared/data/suggest/reasons.ts'
import type { TableProfile } from '../../../../shared/data/table-profile.ts'
import { type ProblemData, problem } from '../../../../shared/problem.ts'
import { pause } from '../blocks.ts'
import type { Table } from '../table/table.ts'
import { texts } from './texts.ts'

/** Files that are looked for; of more paths only the first ones are checked. */
const MAX_FILES = 10_000
/** Files that are looked for at a time. */
const AT_ONCE = 64

/** A warning for each such column.
 *  @param folder of the table's file, where relative paths start */
export async function pictureProblems(
  table: Table,
  { columns }: TableProfile,
  folder: string,
  signal?: AbortSignal,
): Promise<readonly ProblemData[]> {
  const problems: ProblemData[] = []
  for (const [number, column] of columns.entries()) {
    if (!isPicture(column)) continue
    const cells = await table.texts(number, 0, Math.min(table.info.rows, MAX_FILES))
    const paths = cells.filter((cell) => cell !== null)
    const missing = await missingFiles(paths, folder, signal)
    const message =
      missing.length === 0
        ? texts.pictures(column.name, paths.length)
        : texts.missingPictures(column.name, missing.length, paths.length, missing[0]!)
    problems.push(problem('data-pictures', message, { severity: 'warning' }))
  }
  return problems
}

/** Only files below the table's folder are looked for: a table from elsewhere must not ask which other files there are. */
async function missingFiles(
  paths: readonly string[],
  folder: string,
  signal?: AbortSignal,
): Promise<readonly string[]> {
  const missing: string[] = []
  for (let from = 0; from < paths.length; from += AT_ONCE) {
    await pause(signal)
    const group = paths.slice(from, from + AT_ONCE).map((path) => path.trim())
    const exists = await Promise.all(
      group.map(async (path) => {
        const relative = nodePath.relative(folder, nodePath.resolve(folder, path))
        const isInside =
          !nodePath.isAbsolute(path) && !nodePath.isAbsolute(relative) && !/^\.\.([/\\]|$)/.test(relative)
        return !isInside || (await stat(nodePath.join(folder, relative)).catch(() => null)) !== null
      }),
    )
    missing.push(...group.filter((_, i) => !exists[i]))
  }
  return missing
}
