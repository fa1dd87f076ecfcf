/** A finding as lines of the command line. */
import { expect, test } from 'vitest'
import type { Finding } from '../../../shared/doctor/finding.ts'
import { formatNumber, formatRatio, formatShare } from '../../../shared/doctor/format.ts'
import { findingLines } from '../../../shared/doctor/lines.ts'
import { untranslated } from '../../../shared/text.ts'

const finding: Finding = {
  code: 'vanishing',
  severity: 'finding',
  node: 'dense',
  field: null,
  title: untranslated('dense barely learns'),
  message: untranslated('The gradient shrinks.'),
  figures: [
    { label: untranslated('mean |gradient| at dense_9'), value: '0.111' },
    { label: untranslated('last to first layer'), value: '1 : 463,000', isBad: true },
  ],
  fix: { label: untranslated('Use relu in 10 layers'), apply: (document) => document },
}

test('title and reason, aligned figures, the repair', () => {
  expect(findingLines(finding)).toEqual([
    'dense barely learns. The gradient shrinks.',
    '  mean |gradient| at dense_9  0.111',
    '  last to first layer         1 : 463,000',
    '  Repair: Use relu in 10 layers',
  ])
  const { fix: _, ...bare } = finding
  expect(findingLines({ ...bare, figures: [] })).toEqual(['dense barely learns. The gradient shrinks.'])
})

test.each([
  [0, '0'],
  [0.1108, '0.111'],
  [2.4e-7, '2.4e-7'],
  [463_012, '463,000'],
  [-5.216, '-5.22'],
  [1.2e9, '1.2e+9'],
  [Number.NaN, 'NaN'],
])('%s is written as %s', (x, text) => expect(formatNumber(x)).toBe(text))

test('shares and ratios', () => {
  expect([0, 0.000_12, 0.0712, 0.5, 1].map(formatShare)).toEqual(['0 %', '0.012 %', '7.1 %', '50 %', '100 %'])
  expect(formatRatio(1.02)).toBe('1 : 1.02')
})
