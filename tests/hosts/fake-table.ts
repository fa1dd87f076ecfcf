/** A table that the fake engine knows. */
import type { DataInfo } from '../../shared/data/data-info.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { ColumnProfile, TableProfile } from '../../shared/data/table-profile.ts'
import { dataInfo } from '../support/data-info.ts'

export const isFlowers = ({ source }: DataReference): boolean => String(source.path).endsWith('flowers.csv')

const column = {
  missing: 0,
  markers: [],
  badCells: { count: 0, first: [] },
  unit: null,
  labels: null,
  histogram: null,
  isRowNumber: false,
  association: null,
} as const

const length: ColumnProfile = {
  ...column,
  name: 'length',
  type: 'number',
  foundType: 'number',
  distinct: 40,
  examples: ['1', '2'],
  numbers: {
    min: 1,
    max: 5,
    mean: 3,
    deviation: 1,
    quantiles: [1.2, 2, 3, 4, 4.8],
    allIntegers: false,
    outliers: 0,
    sentinel: null,
  },
  categories: [],
}

const kind: ColumnProfile = {
  ...column,
  name: 'kind',
  type: 'category',
  foundType: 'category',
  distinct: 2,
  examples: ['lily', 'rose'],
  numbers: null,
  categories: [
    { text: 'lily', count: 30 },
    { text: 'rose', count: 30 },
  ],
}

const profile: TableProfile = {
  title: 'flowers.csv',
  bytes: 500,
  rows: 60,
  sampled: null,
  options: [],
  columns: [length, kind],
  classes: ['lily', 'rose'],
  duplicates: 0,
  problems: [],
}

const info: DataInfo = dataInfo({
  title: 'flowers.csv',
  rows: { train: 48, validation: 6, test: 6 },
  shape: [1],
  columns: [{ name: 'length', type: 'number' }],
  targets: [{ name: 'kind', kind: 'classes', classes: ['lily', 'rose'] }],
})

export const FLOWERS = { profile, info }
