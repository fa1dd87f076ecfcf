/** A document that names columns decides what the file alone leaves open: a first line with these names is a header. */
import { type Config, toNames } from '../../../../shared/fields/index.ts'
import type { Table } from './table.ts'
import { texts } from './texts.ts'

/** Whether the first row has the names that the document uses, and the columns do not. */
export async function isFirstRowNamed({ info, texts: cells }: Table, source: Config): Promise<boolean> {
  if (source.header !== null || info.options.every(({ field, value }) => field !== 'header' || value !== 0))
    return false
  const { target, labels, features, sample_weight } = source
  const lists = [target, labels, features, sample_weight] as (string | string[] | null)[]
  const used = lists.flatMap((names) => [...toNames(names)])
  const names = new Set(info.columns.map(({ name }) => name))
  if (used.every((name) => names.has(name))) return false
  const first = await Promise.all(info.columns.map(async (_, column) => (await cells(column, 0, 1))[0]))
  return used.every((name) => first.includes(name))
}

/** The table, which was read with one line of names: found so, not set. */
export function withNamedHeader(table: Table): Table {
  const options = table.info.options.map((option) =>
    option.field === 'header'
      ? {
          ...option,
          isSet: false,
          reason: texts.header.named,
          alternatives: [{ value: 0, meaning: texts.headerAlternative(0, []) }],
        }
      : option,
  )
  return { ...table, info: { ...table.info, options } }
}
