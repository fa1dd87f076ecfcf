/** The Python that reads the data, one function for each data source of shared/data/sources.ts. */
import type { DataReference } from '../data/data-reference.ts'
import { labelNames } from '../data/roles.ts'
import { type DataSourceType, dataSources } from '../data/sources/index.ts'
import { getMember, toNames } from '../fields/index.ts'
import { fashionMnist, idx } from './pictures.ts'
import type { Source, SourceContext } from './source.ts'
import { table } from './table/table.ts'

/** Names of the targets that the document selects; empty if it leaves the selection to the data. */
export const chosenTargets = (reference: DataReference): readonly string[] =>
  getMember(dataSources, reference.source).isTable
    ? toNames(reference.source.target as string | readonly string[] | null)
    : []

/** Columns that are one multi-label target together. The `labels` of IDX are a file. */
export const chosenLabels = (reference: DataReference): readonly string[] =>
  getMember(dataSources, reference.source).isTable ? labelNames(reference.source) : []

const WRITERS: {
  readonly [type in DataSourceType]: (context: SourceContext, reference: DataReference) => Source
} = {
  fashion_mnist: fashionMnist,
  idx,
  csv: table,
  parquet: table,
  json: table,
  excel: table,
  sqlite: table,
}

/** @throws Error for an unknown data source */
export function sourceCode(reference: DataReference, context: Omit<SourceContext, 'props'>): Source {
  const { source } = reference
  const write = Object.hasOwn(WRITERS, source.type) ? WRITERS[source.type as DataSourceType] : undefined
  if (!write)
    throw new Error(`No Python for the data source ${source.type}. Add it to shared/keras/sources.ts.`)
  return write({ ...context, props: source }, reference)
}
