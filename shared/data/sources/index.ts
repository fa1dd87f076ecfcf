/** Data sources. Each source is a definition with fields; electron/engine/data/readers has one reader per type that is no table,
 *  electron/engine/data/table/convert one converter per table that is not of text, and shared/keras/sources.ts one function per type that
 *  writes its Python. */
import { type Config, createConfig, type Family, findMember } from '../../fields/index.ts'
import { csv } from './csv.ts'
import { excel } from './excel.ts'
import { fashionMnist } from './fashion-mnist.ts'
import { idx } from './idx.ts'
import { json } from './json.ts'
import { parquet } from './parquet.ts'
import type { DataSourceDefinition } from './source.ts'
import { sqlite } from './sqlite.ts'
import { columnLists } from './table-fields.ts'

/** The types of the sources. */
export type DataSourceType = (typeof sources)[number]['type']

const sources = [fashionMnist, idx, csv, parquet, json, excel, sqlite] as const

export const dataSources: Family<DataSourceDefinition> = {
  name: { en: 'data source', ko: '데이터 원본' },
  members: sources,
}

const tables = dataSources.members.filter(({ isTable }) => isTable)

/** Endings of the names of files that are tables. */
export const TABLE_EXTENSIONS: readonly string[] = tables.flatMap(({ extensions }) => extensions ?? [])

/** The source of tables that a file is one of, by its name; null for another file. */
export function tableSourceOf(name: string): DataSourceDefinition | null {
  const lowerCase = name.toLowerCase()
  return tables.find(({ extensions }) => extensions?.some((end) => lowerCase.endsWith(end))) ?? null
}

/** The source with another file. A file of another kind keeps the use of the columns, and nothing about how the previous one is read. */
export function withTableFile(source: Config, path: string): Config {
  const found = tableSourceOf(path)
  if (found === null || found.type === source.type) return { ...source, path }
  const kept = Object.entries(source).filter(([field]) => Object.hasOwn(columnLists, field))
  return createConfig(dataSources, found.type, { ...Object.fromEntries(kept), path })
}

/** Whether a source is one of tables. */
export const isTableSource = ({ type }: Config): boolean => findMember(dataSources, type)?.isTable === true
