/** The table of a document's source, read into the cache unless it is there. */
import { join } from 'node:path'
import type { ColumnSettings } from '../../../../shared/data/columns.ts'
import type { DataReference } from '../../../../shared/data/data-reference.ts'
import { rolesOf } from '../../../../shared/data/roles.ts'
import { fileFields } from '../../../../shared/document/data-paths.ts'
import type { Config } from '../../../../shared/fields/index.ts'
import { dataRoot, evictToLimit, touch } from '../../cache/contents.ts'
import { createAtomically } from '../atomic-folder.ts'
import { digest, exists } from '../cache-files.ts'
import { damaged, isDamaged } from '../checked-file.ts'
import { checkedSource } from '../checked-source.ts'
import { findFile, type ResolvedFile } from '../find-file.ts'
import { progressOf } from '../progress.ts'
import { replacedSource } from '../replaced-source.ts'
import { texts } from '../texts.ts'
import type { PrepareOptions } from '../types.ts'
import { convertedFields, readSource } from './convert/index.ts'
import { isFirstRowNamed, withNamedHeader } from './named-header.ts'
import { openStoredTable } from './open-table.ts'
import type { ReaderSettings } from './reader-settings.ts'
import { storedTable } from './stored-table.ts'
import type { Table } from './table.ts'

/** Part of every key, so that a change of the stored format invalidates old folders. */
const FORMAT = 9

type TableReference = Pick<DataReference, 'source' | 'columns'>

/** Locates and reads the table, or uses the result of an earlier call in `<cache>/data`.
 *  @throws ProblemError naming the file, what was expected and what was found */
export async function openTable(
  reference: TableReference,
  options: PrepareOptions,
): Promise<{ readonly table: Table; readonly folder: string }> {
  try {
    return await openAttempt(reference, options)
  } catch (error) {
    if (options.contents || !isDamaged(error)) throw error
    return openAttempt(reference, { ...options, contents: true })
  }
}

async function openAttempt(
  { source: given, columns = [] }: TableReference,
  options: PrepareOptions,
): Promise<{ readonly table: Table; readonly folder: string }> {
  const source = replacedSource(checkedSource(given), options.override ?? null)
  const opened = await openSource(source, columns, options)
  if (!(await isFirstRowNamed(opened.table, source))) return opened
  const { table, folder } = await openSource({ ...source, header: 1 }, columns, options)
  return { table: withNamedHeader(table), folder }
}

/** @param source with all of its fields */
async function openSource(
  source: Config,
  columns: readonly ColumnSettings[],
  { folder: base, cache, contents = false, ...options }: PrepareOptions,
) {
  const progress = progressOf(options)
  const files = await findFiles(source, base)
  const settings = { options: readerOptionsOf(source), types: typesOf(columns) }
  const folder = join(dataRoot(cache), digest(keyOf(source, files, settings)))
  let stored = await storedTable(folder, contents)
  if (!stored) {
    if (await exists(folder)) progress.report(0, texts.recreating)
    await createAtomically(
      folder,
      async (at) => (await storedTable(at, contents)) !== null,
      (temporary, joined) => readSource(source, files, settings, temporary, joined),
      progress,
    )
    stored = await storedTable(folder)
    // The cache was cleared meanwhile.
    if (!stored) throw damaged(folder)
    evictToLimit(cache, [folder])
  }
  touch(folder)
  const roles = rolesOf(
    source,
    stored.columns.map(({ name }) => name),
  )
  const targets = new Set([...roles].filter(([, role]) => role === 'target').map(([name]) => name))
  return { table: await openStoredTable(folder, stored, targets), folder }
}

/** The file of the field `path`, then the others. */
async function findFiles(
  source: Config,
  base: string | null,
): Promise<readonly [ResolvedFile, ...ResolvedFile[]]> {
  const first = await findFile(String(source.path), base, 'path')
  const others: ResolvedFile[] = []
  for (const { field, path, index } of fileFields(source))
    if (index !== null) others.push(await findFile(path, base, field))
  return [first, ...others]
}

/** Changes whenever the cells may have changed. */
const keyOf = (source: Config, files: readonly ResolvedFile[], settings: ReaderSettings) => {
  const identities = files.map(({ identity }) => identity)
  const fields = convertedFields(source)
  return fields === null
    ? ['table', FORMAT, ...identities, settings]
    : ['table', FORMAT, source.type, fields.map((field) => source[field] ?? null), ...identities, settings]
}

/** The fields of a text that decide what the cells are. */
const READER_OPTIONS = [
  'sep',
  'widths',
  'decimal',
  'thousands',
  'header',
  'skiprows',
  'comment',
  'quotechar',
  'encoding',
  'date_format',
  'na_values',
] as const

const readerOptionsOf = (source: Config) =>
  Object.fromEntries(READER_OPTIONS.map((field) => [field, source[field] ?? null]))

/** The types that the document sets. */
const typesOf = (columns: readonly ColumnSettings[]) =>
  columns.filter(({ type }) => type !== 'auto').map(({ name, type }) => ({ name, type }))
