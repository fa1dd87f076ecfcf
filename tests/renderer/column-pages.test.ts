/** Columns of a wide table are asked for by pages; each page has what may be in view with its first columns, and the targets. */
import { describe, expect, it } from 'vitest'
import { columnsOfPage, pageOf, placed } from '../../renderer/data/rows/column-pages.ts'
import type { OrderedColumn } from '../../renderer/data/rows/ordered-columns.ts'

/** The last column of the file is the target, which is shown first. */
const columnsOf = (count: number): readonly OrderedColumn[] =>
  Array.from({ length: count }, (_, i) => {
    const role = i === 0 ? 'target' : 'feature'
    return { view: { role }, index: i === 0 ? count - 1 : i - 1 } as unknown as OrderedColumn
  })

describe('pages of columns', () => {
  it('of a table that is not wide are all columns', () => {
    expect(pageOf(columnsOf(400), 390)).toBeNull()
    expect(columnsOfPage(columnsOf(400), null)).toBeNull()
  })
  it('have the columns in view and the targets', () => {
    const columns = columnsOf(20_000)
    for (const first of [0, 149, 150, 9876, 19_990]) {
      const places = columnsOfPage(columns, pageOf(columns, first))!
      expect(new Set(places).size).toBe(places.length)
      expect(places.length).toBeLessThanOrEqual(301)
      const shown = columns.slice(first, first + 120).map(({ index }) => index)
      expect(places).toEqual(expect.arrayContaining([19_999, ...shown]))
    }
  })
  it('give cells their places in the file, and none to the others', () => {
    const row = placed(['a', null], [3, 1])
    expect([row[3], row[1], row[0], row[2]]).toEqual(['a', null, undefined, undefined])
  })
})
