/** Actions in the Data workspace. */
import { expect } from '@playwright/test'
import type { RunningHost } from '../host.ts'

export function dataActions({ page }: RunningHost) {
  const source = page.getByRole('complementary', { name: 'Source' })
  const columns = page.getByRole('grid', { name: 'Columns' })
  const split = page.getByRole('region', { name: 'Split' })
  return {
    /** The whole table is read and its statistics are shown. */
    async expectTable(rows: number, columnCount: number) {
      await expect(columns).toHaveAttribute('aria-busy', 'false', { timeout: 30_000 })
      await expect(columns).toHaveAttribute('aria-rowcount', String(columnCount + 1))
      await expect(
        source.locator('dt', { hasText: /^Rows$/ }).locator('xpath=following-sibling::dd[1]'),
      ).toHaveText(rows.toLocaleString('en'))
    },
    async expectRole(column: string, role: string) {
      await expect(columns.getByLabel(`Role of ${column}`)).toHaveValue(role)
    },
    /** The panel shows this column, and the rows show these cells of it. */
    async expectSelectedColumn(column: string) {
      await expect(
        page.getByRole('complementary', { name: 'Selected column' }).getByRole('heading', { level: 2 }),
      ).toHaveText(column)
      await expect(
        page.getByRole('grid', { name: 'Rows of the table' }).getByRole('row').nth(1),
      ).toBeVisible()
    },
    async expectSuggestions(open: boolean) {
      await expect(page.getByRole('button', { name: 'Use suggestions' })).toHaveCount(open ? 1 : 0)
    },
    /** The numbers of rows in the parts, as the Split shows them. */
    async rowsOfParts(): Promise<{ readonly [part: string]: number }> {
      await expect(split).toContainText(/test\s*[\d,]+ ·/, { timeout: 60_000 })
      const text = (await split.textContent()) ?? ''
      return Object.fromEntries(
        [...text.matchAll(/(train|validation|test)\s*([\d,]+) ·/g)].map(([, part, count]) => [
          part!,
          Number(count!.replaceAll(',', '')),
        ]),
      )
    },
  }
}
