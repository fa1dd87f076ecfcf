/** Description of the built-in Fashion-MNIST dataset, available before its rows are loaded. */

import type { DataInfo } from './data-info.ts'
import type { DataReference } from './data-reference.ts'
import { fashionMnist } from './sources/fashion-mnist.ts'
import { splitCount } from './split-count.ts'

/** Class names in the order of their labels (Xiao, Rasul and Vollgraf 2017, table 2). */
export const FASHION_CLASSES = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const
const ROW_COUNT = 70_000

/** The description that the engine will return, without fingerprint and notes; null for other data. */
export function fashionMnistInfo({ source, split }: DataReference): DataInfo | null {
  if (source.type !== fashionMnist.type) return null
  const [validation, test] = [splitCount(split.validation, ROW_COUNT), splitCount(split.test, ROW_COUNT)]
  return {
    fingerprint: '',
    title: 'Fashion-MNIST',
    rows: { train: Math.max(ROW_COUNT - validation - test, 0), validation, test },
    shape: [28, 28],
    dtype: 'uint8',
    columns: [],
    targets: [{ name: 'label', kind: 'classes', classes: FASHION_CLASSES }],
    weights: null,
    preparation: { offset: [0], scale: [1 / 255] },
    notes: [],
  }
}
