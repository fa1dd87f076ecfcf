/** Tables that are not text, and several texts as one: converted to one text, and read as such. A new source is a file here and an entry in
 *  this array. */
import type { ColumnType } from '../../../../../shared/data/columns.ts'
import type { Config } from '../../../../../shared/fields/index.ts'
import { ProblemError } from '../../../../../shared/problem.ts'
import type { TemporaryFolders } from '../../atomic-folder.ts'
import { writeJson } from '../../cache-files.ts'
import { findFile, type ResolvedFile } from '../../find-file.ts'
import { problemError } from '../../problem-error.ts'
import { texts as dataTexts } from '../../texts.ts'
import type { Progress } from '../../types.ts'
import { readTextTable } from '../read-text-table.ts'
import type { ReaderSettings } from '../reader-settings.ts'
import { filesOf, type StoredTable, storedTable } from '../stored-table.ts'
import {
  CONVERTED_OPTIONS,
  type ConvertContext,
  type Converted,
  type Converter,
  setTypes,
} from './converter.ts'
import { excelConverter } from './excel.ts'
import { jsonConverter } from './json.ts'
import { parquetConverter } from './parquet.ts'
import { sqliteConverter } from './sqlite.ts'
import { convertTextFiles } from './text-files.ts'
import { texts } from './texts.ts'

const converters: readonly Converter[] = [parquetConverter, jsonConverter, excelConverter, sqliteConverter]

/** Fields that decide what the cells of a source are; null for a source of text, whose options the reader knows. */
export const convertedFields = (source: Config): readonly string[] | null =>
  converters.find(({ type }) => type === source.type)?.fields ?? null

/** Reads a source of tables into a folder of the cache.
 *  @throws ProblemError naming the file, what was expected and what was found; the reason of the signal, if it is aborted */
export async function readSource(
  source: Config,
  files: ConvertContext['files'],
  settings: ReaderSettings,
  { folder, scratch }: TemporaryFolders,
  progress: Progress,
): Promise<void> {
  const { report, signal } = progress
  const converter = converters.find(({ type }) => type === source.type)
  const convert = converter?.convert ?? (files.length > 1 ? convertTextFiles : null)
  const [file] = files
  if (convert === null) return readTextTable(file, settings, { folder }, progress)
  report(0, dataTexts.reading(file.path))
  const converted = await convert({
    source,
    files,
    settings,
    folder,
    scratch,
    report: (fraction, text) => report(fraction / 2, text),
    signal,
  })
  for (const each of files) await checkUnchanged(each)
  if (converted.path !== null)
    await readConverted(converted.path, converted, file.path, settings, folder, {
      report: (fraction, text) => report((1 + fraction) / 2, text),
      signal,
    })
  await describeSource(folder, files, converted)
}

async function readConverted(
  path: string,
  { options, types = new Map() }: Converted,
  sourcePath: string,
  settings: ReaderSettings,
  folder: string,
  { report, signal }: Progress,
): Promise<void> {
  // What a person sets about a column holds rather than what the source states.
  const merged = new Map([...types, ...setTypes(settings)])
  const own = {
    options: { ...CONVERTED_OPTIONS, ...options },
    types: [...merged].map(([name, type]) => ({ name, type })),
  }
  try {
    await readTextTable(
      await findFile(path, null, 'path'),
      own,
      { folder },
      { report: (fraction) => report(fraction, dataTexts.reading(sourcePath)), signal },
    )
  } catch (error) {
    throw naming(error, path, sourcePath)
  }
}

async function checkUnchanged(file: ResolvedFile): Promise<void> {
  const after = await findFile(file.path, null, 'path')
  if (JSON.stringify(after.identity) !== JSON.stringify(file.identity))
    throw problemError('data_changed', texts.changed(file.path), 'path')
}

/** The error with the name of the source's file instead of that of the text. */
function naming(error: unknown, path: string, sourcePath: string): unknown {
  if (!(error instanceof ProblemError)) return error
  const renamed = (text: string) => text.replaceAll(path, sourcePath)
  return new ProblemError(
    error.problems.map((each) => ({
      ...each,
      message: { en: renamed(each.message.en), ko: renamed(each.message.ko) },
    })),
  )
}

/** Says about the table what holds for its source instead of the text. */
async function describeSource(
  folder: string,
  files: ConvertContext['files'],
  converted: Converted,
): Promise<void> {
  const stored = (await storedTable(folder))!
  const { types = new Map<string, ColumnType>(), facts = [], readerFacts = [], problems = [] } = converted
  const described: StoredTable = {
    ...stored,
    title: files[0].path.split(/[\\/]/).at(-1)!,
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    options: [...facts, ...stored.options.filter(({ field }) => readerFacts.includes(field))],
    columns: stored.columns.map((column, i) => ({
      ...column,
      ...(converted.durations?.includes(i) && { isDuration: true }),
      foundType: types.get(column.name) ?? column.foundType,
      badCells: {
        ...column.badCells,
        first: column.badCells.first.map((cell) => (converted.hasLines ? cell : { ...cell, line: null })),
      },
    })),
    problems: [...problems, ...stored.problems],
    hasCommentMarkInCells: converted.hasCommentMarkInCells ?? false,
    linesSegment: converted.hasLines ? stored.linesSegment : null,
  }
  await writeJson(filesOf(folder).table, described)
}
