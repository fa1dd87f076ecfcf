/** Options by which a command reads a table that no document names. */
import { resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { csv } from '../../shared/data/sources/csv.ts'
import { dataSources, tableSourceOf } from '../../shared/data/sources/index.ts'
import type { DataSourceDefinition } from '../../shared/data/sources/source.ts'
import { columnLists, pathField } from '../../shared/data/sources/table-fields.ts'
import { createDataReference, sourceField } from '../../shared/document/settings.ts'
import type { Field } from '../../shared/fields/index.ts'
import type { Json } from '../../shared/json.ts'
import { type Option, textOptions, UsageError, type Values } from './command.ts'

/** How a source is read: its fields but those for the file and for the use of the columns. */
const readerFields = ({
  fields,
}: Pick<DataSourceDefinition, 'fields'>): readonly (readonly [string, Field])[] =>
  (Object.entries(fields) as [string, Field][]).filter(
    ([name]) => !Object.hasOwn(pathField, name) && !Object.hasOwn(columnLists, name),
  )

const optionOf = ({ help, kind }: Field): Option => ({
  type: 'string',
  value: kind === 'int' ? 'N' : kind === 'numbers' ? 'N,N,…' : 'TEXT',
  multiple: kind === 'names',
  help: `${help.en[0]!.toLowerCase()}${help.en.slice(1).replace(/\.$/, '')}`,
})

/** The targets, and the reader options of all tables under their names in pandas. */
export const tableOptions: Readonly<Record<string, Option>> = {
  target: {
    type: 'string',
    value: 'NAME',
    multiple: true,
    help: 'column to predict (default: the last one); several times for several targets',
  },
  labels: {
    type: 'string',
    value: 'NAME',
    multiple: true,
    help: 'column of 0 and 1; several times for the labels of one multi-label target',
  },
  ...Object.fromEntries(
    dataSources.members
      .filter(({ isTable }) => isTable)
      .flatMap(readerFields)
      .map(([name, field]) => [name, optionOf(field)]),
  ),
}

/** @param folder base folder of relative paths  @param more further files of the same table
 *  @throws UsageError for several files of a table that is not text, for an option that this kind of table does not have, and for a value that an option cannot have */
export function tableReference(
  path: string,
  values: Values,
  folder: string,
  more: readonly string[] = [],
): DataReference {
  const definition = tableSourceOf(path) ?? csv
  const [targets, labels] = [textOptions(values, 'target'), textOptions(values, 'labels')]
  const source: Record<string, Json> = {
    type: definition.type,
    path: resolve(folder, path),
    ...(targets.length > 0 && { target: targets.length === 1 ? targets[0]! : targets }),
    ...(labels.length > 0 && { labels }),
  }
  const fields = new Map(readerFields(definition))
  for (const name of Object.keys(tableOptions)) {
    const texts = textOptions(values, name)
    if (texts.length === 0 || Object.hasOwn(columnLists, name)) continue
    const field = fields.get(name)
    if (!field) throw new UsageError(`--${name} is not an option of a ${definition.title.en}`)
    source[name] = fieldValue(field, texts)
  }
  const morePaths = [...more, ...textOptions(values, 'more_paths')].map((each) => resolve(folder, each))
  if (morePaths.length > 0) {
    if (!fields.has('more_paths'))
      throw new UsageError(`a ${definition.title.en} is one file, not ${more.length + 1}`)
    source.more_paths = morePaths
  }
  const read = sourceField.read(source)
  if (!read.ok)
    throw new UsageError(`--${read.at ?? 'data'} must be ${read.expected.en}, not ${read.received}`)
  return createDataReference(source)
}

/** `\t` stands for a tab, which is hard to type in a terminal. */
function fieldValue({ kind }: Field, texts: readonly string[]): Json {
  const [first, ...others] = texts.map((text) => text.replaceAll('\\t', '\t'))
  if (kind === 'names') return [first!, ...others]
  if (kind === 'numbers') return first!.split(',').map(Number)
  return kind === 'int' && /^\d+$/.test(first!) ? Number(first) : first!
}
