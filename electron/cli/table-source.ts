/** Options by which a command reads a table that no document names. */
import { resolve } from 'node:path'
import type { DataReference } from '../../shared/data/data-reference.ts'
import { csv, readerOptions } from '../../shared/data/sources/csv.ts'
import { createDataReference, sourceField } from '../../shared/document/settings.ts'
import type { Json } from '../../shared/json.ts'
import { type Option, UsageError, type Values } from './command.ts'

/** The reader options of tables, with the names of pandas. */
export const tableOptions: Readonly<Record<string, Option>> = {
  target: {
    type: 'string',
    value: 'NAME',
    multiple: true,
    help: 'column to predict (default: the last one); several times for several targets',
  },
  ...Object.fromEntries(
    Object.entries(readerOptions).map(([name, { help, kind }]) => [
      name,
      {
        type: 'string',
        value: kind === 'int' ? 'N' : 'TEXT',
        multiple: kind === 'names',
        help: `${help.en[0]!.toLowerCase()}${help.en.slice(1).replace(/\.$/, '')} (default: as found)`,
      } satisfies Option,
    ]),
  ),
}

/** @param folder base folder of a relative path
 *  @throws UsageError for a value that an option cannot have */
export function tableReference(path: string, values: Values, folder: string): DataReference {
  const targets = textsOf(values.target)
  const source: Record<string, Json> = {
    type: csv.type,
    path: resolve(folder, path),
    ...(targets.length > 0 && { target: targets.length === 1 ? targets[0]! : targets }),
  }
  for (const [name, { kind }] of Object.entries(readerOptions)) {
    const texts = textsOf(values[name]).map((text) => text.replaceAll('\\t', '\t'))
    if (texts.length === 0) continue
    source[name] =
      kind === 'names' ? texts : kind === 'int' && /^\d+$/.test(texts[0]!) ? Number(texts[0]) : texts[0]!
  }
  const read = sourceField.read(source)
  if (!read.ok)
    throw new UsageError(`--${read.at ?? 'data'} must be ${read.expected.en}, not ${read.received}`)
  return createDataReference(source)
}

const textsOf = (value: Values[string]): string[] =>
  (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string')
