/** Training, stopping, and the Training tab of the dock. */
import { expect, type Locator } from '@playwright/test'
import type { RunningHost } from '../host.ts'
import { propertiesActions } from './properties.ts'

/** The time limit for the first point. A cold start reads the data and compiles. */
const FIRST_POINT_MS = 60_000

/** The pixels of a chart as a data URL, to detect changes. */
const pixelsOf = (chart: Locator): Promise<string> =>
  chart.locator('canvas').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL())

export function trainingActions(host: RunningHost) {
  const { page } = host
  // The first button is in the top bar. An empty dock has another one.
  const trainButton = page.getByRole('button', { name: 'Train', exact: true }).first()
  const stopButton = page.getByRole('button', { name: 'Stop training', exact: true })
  const panel = page.getByRole('tabpanel')
  const chart = (name: string) => page.getByRole('img', { name: new RegExp(`^${name}`) })
  const figureOf = (name: string) =>
    panel
      .locator('figure', { has: chart(name) })
      .locator('output')
      .first()
  const stateText = panel.getByText(/^Training (finished|stopped|failed)$/)

  return {
    /** Sets `epochs` in the network's panel and presses Train. */
    async train({ epochs }: { readonly epochs?: number } = {}) {
      if (epochs !== undefined) {
        const canvas = (await page.getByTestId('canvas').boundingBox())!
        await page.mouse.click(canvas.x + 24, canvas.y + 24)
        await propertiesActions(host).set('epochs', epochs)
      }
      await trainButton.click()
      await expect(stopButton).toBeVisible({ timeout: 30_000 })
    },
    async stop() {
      await stopButton.click()
    },
    /** The milliseconds from the press of Stop until the window shows that the training has stopped. */
    async millisecondsToStop(): Promise<number> {
      const box = (await stopButton.boundingBox())!
      const start = performance.now()
      await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
      await page.waitForFunction(() =>
        document.querySelector('footer')?.textContent?.includes('Training stopped'),
      )
      return performance.now() - start
    },
    /** The training shows its first figure. */
    async expectPoint() {
      await expect(figureOf('Loss')).toHaveText(/\d/, { timeout: FIRST_POINT_MS })
    },
    /** The figure and the chart change. */
    async expectChartMoves(name = 'Loss') {
      await expect(figureOf(name)).toHaveText(/\d/, { timeout: FIRST_POINT_MS })
      const [figure, picture] = [await figureOf(name).textContent(), await pixelsOf(chart(name))]
      await expect(figureOf(name)).not.toHaveText(figure ?? '')
      await expect.poll(() => pixelsOf(chart(name))).not.toBe(picture)
    },
    async expectState(state: 'finished' | 'stopped' | 'failed', timeout = 60_000) {
      await expect(stateText.or(panel.getByText('Training failed').first()).first()).toHaveText(
        `Training ${state}`,
        { timeout },
      )
      await expect(trainButton).toBeVisible()
    },
    /** `n` epochs have ended, according to the accessible name of the chart. */
    async expectEpochs(n: number, timeout = 60_000) {
      await expect(chart('Loss')).toHaveAccessibleName(new RegExp(`over ${n} epochs?:`), { timeout })
    },
    async expectBestEpoch() {
      await expect(chart('Loss')).toHaveAccessibleName(/best epoch \d+ \(/)
    },
    /** The text of a figure in the table next to the charts. */
    figure: async (name: string): Promise<string> =>
      (await panel
        .locator('dt', { hasText: name })
        .locator('xpath=following-sibling::dd[1]')
        .textContent()) ?? '',
    async expectTraining() {
      await expect(stopButton).toBeVisible()
    },
    async expectIdle() {
      await expect(trainButton).toBeEnabled({ timeout: 30_000 })
    },
  }
}
