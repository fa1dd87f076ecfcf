/** The description of a data set. */
import type { DataInfo } from '../../shared/data/data-info.ts'

/** The description of data that the engine would return. */
export const dataInfo = (overrides: Partial<DataInfo>): DataInfo => ({
  fingerprint: '',
  title: '',
  rows: { train: 1, validation: 1, test: 1 },
  shape: [],
  dtype: 'float32',
  columns: [],
  targets: [{ name: 'label', kind: 'classes', classes: [] }],
  weights: null,
  preparation: { offset: [0], scale: [1] },
  notes: [],
  ...overrides,
})
