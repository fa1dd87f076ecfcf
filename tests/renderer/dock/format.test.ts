/** Formatting of numbers for the window. */
import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMetric,
  formatTime,
} from '../../../renderer/ui/format.ts'

describe('numbers on the screen', () => {
  it('separates thousands', () => {
    expect(formatCount(266610)).toBe('266,610')
    expect(formatCount(Number.NaN)).toBe('–')
  })

  it('writes seconds as m:ss and h:mm:ss', () => {
    expect([0, 22, 59.6, 60, 3599, 3600, 36_061].map(formatDuration)).toEqual([
      '0:00',
      '0:22',
      '1:00',
      '1:00',
      '59:59',
      '1:00:00',
      '10:01:01',
    ])
    expect(formatDuration(null)).toBe('–')
  })

  it('writes memory with three significant digits, base 1024', () => {
    expect([512, 1024, 266610 * 4, 1.5 * 1024 ** 3, 1023 * 1024].map(formatBytes)).toEqual([
      '512 B',
      '1.00 KB',
      '1.02 MB',
      '1.50 GB',
      '1.00 MB',
    ])
  })

  it('writes losses with three to four significant digits', () => {
    expect([0.41234, 1.23456, 12.3456, 123.456, 1234.56, 0, 0.0000123, 1e9, -0.5].map(formatMetric)).toEqual([
      '0.4123',
      '1.235',
      '12.35',
      '123.5',
      '1,235',
      '0.0000',
      '1.23e-5',
      '1.00e9',
      '−0.5000',
    ])
    expect([Number.NaN, null, undefined, Number.POSITIVE_INFINITY].map(formatMetric)).toEqual([
      '–',
      '–',
      '–',
      '∞',
    ])
  })

  it('writes the time of day', () => {
    expect(formatTime(new Date(2026, 0, 2, 3, 4, 5).getTime())).toBe('03:04:05')
  })
})
