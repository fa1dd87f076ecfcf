/** Measures panning of 50 curves of 10,000 epochs in the comparison of runs, in turns with a page that has uPlot alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CDPSession, Page } from '@playwright/test'
import { markOf } from '../../renderer/runs/run-colors.ts'
import { recordOf } from '../../tests/engine/runs/run-records.ts'
import { median, type Ratio, ratioOfMedians } from '../statistics.ts'
import { type AppPage, openApp, openPlain, type PlainPage, secondsOf, waitUntilReady } from './app.ts'
import { curve, EPOCHS, RUNS } from './long-runs.ts'

const STEPS = 60
/** Key presses that zoom in before the view is moved. */
const ZOOMS = 2

/** Milliseconds. */
interface Frames {
  /** 95 % of the frames of a gesture are not longer. */
  readonly frame: number
  /** Of the page's main thread, per frame. */
  readonly work: number
}

export interface CurveFigures {
  readonly turns: number
  readonly ours: Frames
  readonly plain: Frames
  /** Ours ÷ uPlot alone, with 90 % intervals. */
  readonly frame: Ratio
  readonly work: Ratio
}

/** @returns null when Chromium is not installed */
export async function measureCurves(root: string, turns: number): Promise<CurveFigures | null> {
  if (!process.env.LAYERLOOM_CHROMIUM) return null
  const app = await openApp(root)
  try {
    writeRuns(app.runs, root)
    await compareAll(app)
    const plain = await openPlainCurves(root, app.page)
    const [ours, theirs]: [Frames[], Frames[]] = [[], []]
    try {
      for (let turn = 0; turn < turns; turn++) {
        ours.push(await pan(app.page, app.cdp))
        theirs.push(await pan(plain.page, plain.cdp))
      }
    } finally {
      await plain.close()
    }
    const of = (each: readonly Frames[], key: keyof Frames) => each.map((frames) => frames[key])
    const medians = (each: readonly Frames[]): Frames => ({
      frame: median(of(each, 'frame')),
      work: median(of(each, 'work')),
    })
    return {
      turns,
      ours: medians(ours),
      plain: medians(theirs),
      frame: ratioOfMedians(of(ours, 'frame'), of(theirs, 'frame')),
      work: ratioOfMedians(of(ours, 'work'), of(theirs, 'work')),
    }
  } finally {
    await app.close()
  }
}

function writeRuns(runs: string, root: string): void {
  const document = JSON.parse(readFileSync(join(root, 'assets', 'examples', 'iris.loom'), 'utf8')) as object
  for (let run = 0; run < RUNS; run++) {
    const folder = join(runs, `2026-01-01-${String(run).padStart(6, '0')}-long`)
    mkdirSync(folder, { recursive: true })
    const record = recordOf(run, null, { document, epochs: EPOCHS, epochs_done: EPOCHS })
    writeFileSync(join(folder, 'run.json'), JSON.stringify(record))
    const [loss, accuracy] = [curve(run, 'val_loss'), curve(run, 'val_accuracy')]
    const lines = loss.map((value, i) =>
      JSON.stringify({
        ...{ epoch: i + 1, loss: value, accuracy: accuracy[i], val_loss: value, val_accuracy: accuracy[i] },
        ...{ learning_rate: 0.1, ms_per_step: 2, best: i === 0 },
      }),
    )
    writeFileSync(join(folder, 'metrics.ndjson'), `${lines.join('\n')}\n`)
  }
}

/** Shows the curves of all runs, zoomed in so that they can be moved. */
async function compareAll({ page, cdp }: AppPage): Promise<void> {
  await page.reload()
  await waitUntilReady(page)
  await page.keyboard.press('Escape')
  await page.keyboard.press('F9')
  await page.getByRole('button', { name: /^All documents/ }).click()
  const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox') })
  await rows.first().click()
  await page.keyboard.press('Control+a')
  await page.getByRole('img', { name: `val_loss of ${RUNS} runs` }).waitFor({ timeout: 60_000 })
  await untilIdle(page, cdp)
  await page.getByRole('group', { name: /^Curves/ }).focus()
  for (let i = 0; i < ZOOMS; i++) await page.keyboard.press('+')
  await untilIdle(page, cdp)
}

async function openPlainCurves(root: string, app: Page): Promise<PlainPage> {
  const box = (await app.locator('.uplot').first().boundingBox())!
  const size = { width: Math.round(box.width), height: Math.round(box.height) }
  const half = (EPOCHS - 1) / 2 / 1.5 ** ZOOMS
  const middle = (1 + EPOCHS) / 2
  const colors = await app.evaluate(
    (names) => names.map((name) => getComputedStyle(document.body).getPropertyValue(name).trim()),
    Array.from({ length: RUNS }, (_, i) => markOf(i).color),
  )
  const marks = colors.map((color, i) => ({ color, dash: markOf(i).dash }))
  const shown = { from: middle - half, to: middle + half }
  const script = `window.page = ${JSON.stringify({ size, marks, shown })}`
  const plain = await openPlain(root, 'curves', { width: 1440, height: 900 }, script)
  await plain.page.locator('.uplot').nth(1).waitFor()
  return plain
}

/** Waits until the page does nothing for half a second. */
async function untilIdle(page: Page, cdp: CDPSession): Promise<void> {
  for (;;) {
    const before = await secondsOf(cdp, 'TaskDuration')
    await page.waitForTimeout(500)
    if ((await secondsOf(cdp, 'TaskDuration')) - before < 0.02) return
  }
}

/** Drags the view to the right and back. */
async function pan(page: Page, cdp: CDPSession): Promise<Frames> {
  const box = (await page.locator('.u-over').first().boundingBox())!
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  await page.keyboard.down('Shift')
  await page.mouse.move(at.x, at.y)
  await page.mouse.down()
  await page.evaluate(() => {
    const counted = { times: [] as number[], on: true }
    Object.assign(window, { counted })
    const next = (time: number) => {
      counted.times.push(time)
      if (counted.on) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  const before = await secondsOf(cdp, 'TaskDuration')
  for (let i = 1; i <= STEPS; i++)
    await page.mouse.move(at.x + (box.width / 3) * Math.sin((i / STEPS) * 2 * Math.PI), at.y)
  const work = (await secondsOf(cdp, 'TaskDuration')) - before
  const times = await page.evaluate(() => {
    const { counted } = window as unknown as { counted: { times: number[]; on: boolean } }
    counted.on = false
    return counted.times
  })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  const lengths = times
    .slice(1)
    .map((time, i) => time - times[i]!)
    .sort((a, b) => a - b)
  return {
    frame: lengths[Math.floor(0.95 * (lengths.length - 1))]!,
    work: (work * 1000) / lengths.length,
  }
}

export function formatCurves({ turns, ours, plain, frame, work }: CurveFigures): string {
  const interval = ({ ratio, low, high }: Ratio) =>
    `${ratio.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)})`
  return [
    `  ${RUNS} curves of ${EPOCHS.toLocaleString('en-US')} epochs panned, two charts, ${turns} turns: 95 % of frames within ${ours.frame.toFixed(1)} ms, ${interval(frame)} uPlot alone (${plain.frame.toFixed(1)} ms)`,
    `  work of the page per frame ${ours.work.toFixed(1)} ms, ${interval(work)} uPlot alone (${plain.work.toFixed(1)} ms)`,
  ].join('\n')
}
