/** Measures the window with networks of 1,000 and 5,000 layers in Chromium: the time of actions, the smoothness of the canvas compared
 *  with React Flow's own nodes, the memory of a long history, and the size of the first load. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { copy } from '../../shared/document/edits.ts'
import { median } from '../statistics.ts'
import {
  type AppPage,
  dropScript,
  openApp,
  openPlain,
  resetPage,
  timeUntilPainted,
  waitUntilReady,
} from './app.ts'
import { EDITS, type EditRound, measureEdits, PAUSE_MS, shapesVisible, UNDO_SCRIPT } from './edits.ts'
import { GESTURE_NAMES, measureSmoothness, type Smoothness } from './gestures.ts'
import { largeDocument } from './graph.ts'

const RUNS = 5
const HISTORY_STEPS = 10_000
/** The number of layers that are pasted at once. */
const PASTED_LAYERS = 3000

export interface WindowFigures {
  /** The median time until the window is interactive. All times are in milliseconds. */
  readonly interactive: number
  readonly firstLoadBytes: number
  readonly sizes: readonly {
    readonly layers: number
    readonly open: number
    /** The median of all edits. */
    readonly edit: number
    /** The median of the first edit after opening the document. */
    readonly firstEdit: number
    readonly undo: number
    readonly firstUndo: number
  }[]
  readonly gestures: readonly {
    readonly name: string
    readonly ours: Smoothness
    readonly plain: Smoothness
  }[]
  readonly paste: { readonly layers: number; readonly paste: number; readonly undo: number }
  readonly history: { readonly steps: number; readonly bytes: number }
}

/** @returns null when Chromium is not installed */
export async function measureWindow(root: string): Promise<WindowFigures | null> {
  if (!process.env.LAYERLOOM_CHROMIUM) return null
  const app = await openApp(root)
  try {
    const { interactive, firstLoadBytes } = await firstLoad(app, root)
    const sizes = []
    for (const layers of [1000, 5000])
      sizes.push({ layers, ...(await editTimes(app, largeDocument(layers))) })
    return {
      interactive,
      firstLoadBytes,
      sizes,
      gestures: await comparePlain(app, root),
      paste: { layers: PASTED_LAYERS, ...(await pasteTimes(app)) },
      history: { steps: HISTORY_STEPS, bytes: await historyBytes(app) },
    }
  } finally {
    await app.close()
  }
}

async function firstLoad({ page }: AppPage, root: string) {
  const times: number[] = []
  for (let i = 0; i < RUNS; i++) {
    await page.reload()
    await waitUntilReady(page)
    times.push(await page.evaluate(() => performance.now()))
  }
  const names = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((name) => /\.(js|css)$/.test(name)),
  )
  const bytes = names.map((name) => gzipSync(readFileSync(join(root, 'dist', 'renderer', name))).length)
  return { interactive: median(times), firstLoadBytes: bytes.reduce((a, b) => a + b, 0) }
}

async function editTimes({ page }: AppPage, document: Document) {
  const rounds: EditRound[] = []
  for (let i = 0; i < RUNS; i++) rounds.push(await measureEdits(page, document))
  return {
    open: median(rounds.map(({ open }) => open)),
    edit: median(rounds.flatMap(({ edit }) => edit)),
    firstEdit: median(rounds.map(({ edit }) => edit[0]!)),
    undo: median(rounds.flatMap(({ undo }) => undo)),
    firstUndo: median(rounds.map(({ undo }) => undo[0]!)),
  }
}

/** Measures pasting a network next to the initial document, and its undo. */
async function pasteTimes({ page }: AppPage) {
  const document = largeDocument(PASTED_LAYERS)
  const text = copy(document, Object.keys(mainNetwork(document).nodes))
  const paste: number[] = []
  const undo: number[] = []
  for (let i = 0; i < RUNS; i++) {
    await resetPage(page)
    await page.getByTestId('canvas').focus()
    paste.push(await timeUntilPainted(page, pasteScript(text), shapesVisible(16)))
    await page.waitForTimeout(PAUSE_MS)
    undo.push(await timeUntilPainted(page, UNDO_SCRIPT, `!(${shapesVisible(16)})`))
  }
  return { paste: median(paste), undo: median(undo) }
}

const pasteScript = (text: string): string => `
  const clipboard = new DataTransfer()
  clipboard.setData('text/plain', ${JSON.stringify(text)})
  document.activeElement.dispatchEvent(
    new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }))`

async function comparePlain(app: AppPage, root: string) {
  const document = largeDocument(1000)
  await resetPage(app.page)
  await timeUntilPainted(app.page, dropScript(document), shapesVisible(16))
  const { size, viewport } = await viewOf(app.page)
  const graph = `window.graph = ${JSON.stringify({ ...plainGraph(document), viewport })}`
  const { page: plain, cdp, close } = await openPlain(root, 'index', size, graph)
  try {
    await plain.locator('.react-flow__node').first().waitFor()
    const results = []
    for (const name of GESTURE_NAMES) {
      const ours: Smoothness[] = []
      const theirs: Smoothness[] = []
      for (let i = 0; i < RUNS; i++) {
        ours.push(await measureSmoothness(app.page, app.cdp, name))
        theirs.push(await measureSmoothness(plain, cdp, name))
        for (const page of [app.page, plain]) await settle(page)
      }
      results.push({ name, ours: medianSmoothness(ours), plain: medianSmoothness(theirs) })
    }
    return results
  } finally {
    await close()
  }
}

/** The size of the canvas and its viewport. Both pages use the same ones, so that both draw the same number of nodes. */
const viewOf = (page: Page) =>
  page.evaluate(() => {
    const { width, height } = document.querySelector('.react-flow__pane')!.getBoundingClientRect()
    const { a, e, f } = new DOMMatrix(
      document.querySelector<HTMLElement>('.react-flow__viewport')!.style.transform,
    )
    const size = { width: Math.round(width), height: Math.round(height) }
    return { size, viewport: { x: e, y: f, zoom: a } }
  })

/** Waits until the last state of a gesture is painted. */
const settle = (page: Page) => page.evaluate(() => new Promise((done) => setTimeout(done, 300)))

const medianSmoothness = (samples: readonly Smoothness[]): Smoothness => ({
  framesPerSecond: median(samples.map((s) => s.framesPerSecond)),
  scriptPerFrame: median(samples.map((s) => s.scriptPerFrame)),
})

function plainGraph({ networks, main }: Document) {
  const { nodes, edges } = networks[main]!
  return {
    nodes: Object.entries(nodes).map(([id, { position }]) => ({ id, position, data: { label: id } })),
    edges: Object.entries(edges).map(([id, { from, to }]) => ({ id, source: from.node, target: to.node })),
  }
}

/** The growth of the page's heap through many undo steps on a network of 20 layers, in bytes. */
async function historyBytes({ page, cdp }: AppPage): Promise<number> {
  await resetPage(page)
  await timeUntilPainted(page, dropScript(largeDocument(20)), shapesVisible(16))
  await page.locator('.react-flow__node[data-id="n1"]').click({ position: { x: 40, y: 12 } })
  const box = page.getByRole('complementary').getByLabel('use_bias', { exact: true })
  await box.waitFor()
  const heap = async () => {
    await cdp.send('HeapProfiler.collectGarbage')
    return (await cdp.send('Runtime.getHeapUsage')).usedSize
  }
  const heapBefore = await heap()
  await box.evaluate(async (input, steps) => {
    const { port1, port2 } = new MessageChannel()
    for (let i = 0; i < steps; i++) {
      ;(input as HTMLElement).click()
      // The window handles each step in a separate task, like a user's.
      await new Promise((next) => {
        port1.onmessage = next
        port2.postMessage(null)
      })
    }
  }, HISTORY_STEPS)
  const bytes = (await heap()) - heapBefore
  // All steps must be in the history, otherwise the measured memory is wrong.
  await page.getByRole('tab', { name: 'History' }).click()
  const list = await page.getByRole('region', { name: 'History' }).textContent()
  const hidden = Number(/^(\d+) more steps/.exec(list ?? '')?.[1] ?? 0)
  if (hidden < HISTORY_STEPS - 200)
    throw new Error(`The history has about ${hidden} steps, not ${HISTORY_STEPS}.`)
  return bytes
}

export function formatWindow(figures: WindowFigures): string {
  const ms = (n: number) => `${n.toFixed(0)} ms`
  return [
    `window in Chromium without a GPU, medians of ${RUNS} runs and ${RUNS * EDITS} edits`,
    `  interactive ${ms(figures.interactive)} after loading; first load ${(figures.firstLoadBytes / 1024).toFixed(0)} KiB gzip`,
    ...figures.sizes.map(
      ({ layers, open, edit, firstEdit, undo, firstUndo }) =>
        `  ${layers.toLocaleString('en-US')} layers: open ${ms(open)}; edit until all shapes are updated ${ms(edit)}, first edit after opening ${ms(firstEdit)}; undo ${ms(undo)}, first undo ${ms(firstUndo)}`,
    ),
    ...figures.gestures.map(
      ({ name, ours, plain }) =>
        `  ${name}, 1,000 layers: ${ours.framesPerSecond.toFixed(0)} frames/s, ${(ours.framesPerSecond / plain.framesPerSecond).toFixed(2)} × React Flow's own nodes (${plain.framesPerSecond.toFixed(0)}); JavaScript ${ours.scriptPerFrame.toFixed(1)} ms per frame`,
    ),
    `  ${figures.paste.layers.toLocaleString('en-US')} layers pasted in ${ms(figures.paste.paste)}, undone in ${ms(figures.paste.undo)}`,
    `  a history of ${figures.history.steps.toLocaleString('en-US')} steps: ${(figures.history.bytes / 1024 ** 2).toFixed(0)} MB`,
  ].join('\n')
}
