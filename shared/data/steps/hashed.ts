import { int } from '../../fields/index.ts'
import { crc32 } from './crc32.ts'
import { defineStep } from './step.ts'

/** The CRC-32 of the category's UTF-8 text modulo the number of slots, one-hot: zlib.crc32(text.encode()) % slots in Python. A missing
 *  value is all zeros. Different categories may share a slot. */
export const hashed = defineStep({
  type: 'hashed',
  title: { en: 'Hash', ko: '해시' },
  help: {
    en: 'A fixed number of slots, chosen by a hash of the text: for many categories, also unseen ones.',
    ko: '텍스트의 해시로 고르는 정해진 수의 자리. 범주가 많거나 처음 보는 범주가 있을 때 씁니다.',
  },
  takes: ['category'],
  fields: {
    slots: int({ default: 32, min: 2, max: 100_000, help: { en: 'Number of slots.', ko: '자리의 수.' } }),
  },
  fillsMissing: true,
  fit: () => ({}),
  apply({ codes, categories }, _, { slots }) {
    const slotOf = categories.map((category) => crc32(category) % slots)
    return [
      {
        suffix: '',
        values: {
          kind: 'one-hot',
          codes: codes.map((code) => (code < 0 ? -1 : slotOf[code]!)),
          size: slots,
        },
      },
    ]
  },
})
