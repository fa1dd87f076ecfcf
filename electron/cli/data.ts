/** `data inspect PATH…`: what is in a table, how it is read, and what is suggested; of other data, rows and classes; of a document also its
 *  marks of rows. */
import { dirname, resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { isExcluded, labelText, type RowMark } from '../../shared/data/marks.ts'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { suggest } from '../../shared/data/suggest.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { readText } from '../host/files.ts'
import { type Command, type Io, UsageError, type Values } from './command.ts'
import { dataReference } from './data-source.ts'
import { withEngine } from './engine-client.ts'
import { pictureReport } from './picture-report.ts'
import { tableReport } from './table-report.ts'
import { tableOptions } from './table-source.ts'

export const data: Command = {
  name: 'data',
  arguments: ['inspect', 'PATH'],
  isLastRepeated: true,
  help: 'print what is in a table, or in the data of a document: how it is read, its columns, suggested roles and preparation, problems, marked rows; several files are one table',
  options: {
    ...tableOptions,
    json: { type: 'boolean', help: 'print one JSON object: profile and suggestion, or data; marks' },
  },
  async run([action, ...paths], values, io) {
    if (action !== 'inspect') throw new UsageError(`expected data inspect, not data ${action}`)
    const { reference, folder } = await inspected(paths, values, io)
    const { marks = [] } = reference
    const marked = marks.length > 0 ? { marks } : {}
    const print = (value: object, lines: () => readonly string[]): number => {
      if (values.json) io.out(JSON.stringify({ ...value, ...marked }))
      else for (const line of [...lines(), ...markLines(marks)]) io.out(line)
      return 0
    }
    return withEngine({}, io.err, async (engine, engineExit) => {
      if (!isTableSource(reference.source)) {
        const info = await Promise.race([engine.describeData(reference, folder, null), engineExit])
        return print({ data: info }, () => pictureReport(info))
      }
      const profile = await Promise.race([engine.inspectTable(reference, folder, null, false), engineExit])
      const suggestion = suggest(profile, reference.source, reference.columns, reference.split)
      return print({ profile, suggestion }, () => tableReport(profile, suggestion))
    })
  },
}

/** The data at the paths, or those of a document with their settings. */
async function inspected(
  paths: readonly string[],
  values: Values,
  io: Io,
): Promise<{ readonly reference: DataReference; readonly folder: string | null }> {
  const [path] = paths
  if (!path?.endsWith('.loom')) return { reference: dataReference(paths, values, io.folder), folder: null }
  const file = await readText(resolve(io.folder, path))
  const { data } = parseDocument(file.text)
  if (!data) throw new UsageError(`${path} has no data`)
  return { reference: data, folder: dirname(file.path) }
}

/** Each marked row, counted from 0 as in the document and the program. */
const markLines = (marks: readonly RowMark[]): string[] =>
  marks.map((mark) =>
    isExcluded(mark)
      ? `row ${mark.row}: excluded`
      : `row ${mark.row}: ${mark.target} is ${labelText(mark.label)}`,
  )
