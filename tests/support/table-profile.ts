/** The profile of a small table, as the engine would return it. */
import type { ColumnProfile, TableProfile } from '../../shared/data/table-profile.ts'

export const columnProfile = (
  overrides: Partial<ColumnProfile> & { readonly name: string },
): ColumnProfile => ({
  type: 'number',
  foundType: overrides.type ?? 'number',
  missing: 0,
  markers: [],
  badCells: { count: 0, first: [] },
  unit: null,
  distinct: 90,
  examples: ['1.5', '2.5'],
  numbers: null,
  histogram: null,
  categories: [],
  labels: null,
  isRowNumber: false,
  association: null,
  ...overrides,
})

export const tableProfile = (
  columns: readonly ColumnProfile[],
  overrides: Partial<TableProfile> = {},
): TableProfile => ({
  title: 'table',
  bytes: 1000,
  rows: 100,
  sampled: null,
  options: [],
  columns,
  classes: null,
  duplicates: 0,
  problems: [],
  ...overrides,
})
