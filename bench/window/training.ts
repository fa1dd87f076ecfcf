/** Measures how much a window slows down a training: the same document is trained from the command line and in the window, in turns. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { median, type Ratio, ratioOfMedians } from '../statistics.ts'
import { type AppPage, dropScript, openApp, resetPage, timeUntilPainted } from './app.ts'

const EXAMPLE = 'lesson-dropout'
/** The number of epochs. The first one is not counted, because it includes the compilation. */
const EPOCHS = 6
const END_STATES = ['finished', 'stopped', 'failed']

/** The milliseconds per step, and the ratio window ÷ command line with its 90 % interval. */
export interface TrainingCost extends Ratio {
  readonly turns: number
  readonly window: number
  readonly commandLine: number
}

/** @returns null when Chromium is not installed */
export async function measureTrainingCost(root: string, turns: number): Promise<TrainingCost | null> {
  if (!process.env.LAYERLOOM_CHROMIUM) return null
  const app = await openApp(root)
  try {
    return await trainingCost(app, root, turns)
  } finally {
    await app.close()
  }
}

async function trainingCost(app: AppPage, root: string, turns: number): Promise<TrainingCost> {
  const example = parseDocument(readFileSync(join(root, 'assets', 'examples', `${EXAMPLE}.loom`), 'utf8'))
  const document = { ...example, training: { ...example.training, epochs: EPOCHS, callbacks: [] } }
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  try {
    const file = join(folder, 'net.loom')
    writeFileSync(file, serializeDocument(document))
    const windowTimes: number[] = []
    const commandLineTimes: number[] = []
    for (let turn = 0; turn < turns; turn++) {
      const blank = await navigateAway(app)
      commandLineTimes.push(await trainFromCommandLine(root, file, join(folder, `run-${turn}`)))
      await app.page.goto(blank)
      await resetPage(app.page)
      await timeUntilPainted(
        app.page,
        dropScript(document),
        "document.querySelectorAll('.react-flow__node').length > 5",
      )
      windowTimes.push(await trainInWindow(app))
      process.stderr.write(
        `${EXAMPLE}: turn ${turn + 1} of ${turns}: ${windowTimes.at(-1)!.toFixed(3)} and ${commandLineTimes.at(-1)!.toFixed(3)} ms per step\n`,
      )
    }
    return {
      turns,
      window: median(windowTimes),
      commandLine: median(commandLineTimes),
      ...ratioOfMedians(windowTimes, commandLineTimes),
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Navigates away from the app, so that the browser does not render it. @returns the address of the app */
async function navigateAway({ page }: AppPage): Promise<string> {
  const address = page.url()
  await page.goto('about:blank')
  return address
}

async function trainFromCommandLine(root: string, file: string, out: string): Promise<number> {
  const child = spawn(
    process.execPath,
    [join(root, 'dist', 'cli', 'index.mjs'), 'train', file, '--out', out, '--json'],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`train ended with ${code}`)
  return stepTime(out)
}

/** Presses Train and waits for the end in the run folder. Polling the page would cost it time. */
async function trainInWindow({ page, runs }: AppPage): Promise<number> {
  const existing = new Set(runsIn(runs))
  await page.getByText('Ready to train').waitFor({ timeout: 120_000 })
  await page.getByRole('button', { name: 'Train', exact: true }).first().click()
  for (;;) {
    await setTimeout(200)
    const run = runsIn(runs).find((name) => !existing.has(name))
    if (run !== undefined && END_STATES.includes(stateOf(join(runs, run)))) return stepTime(join(runs, run))
  }
}

function runsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => !name.startsWith('.'))
  } catch {
    return [] // no run has started yet
  }
}

function stateOf(run: string): string {
  try {
    return (JSON.parse(readFileSync(join(run, 'run.json'), 'utf8')) as { state: string }).state
  } catch {
    return '' // not written yet
  }
}

/** The median milliseconds per step of all epochs but the first. */
function stepTime(run: string): number {
  const lines = readFileSync(join(run, 'metrics.ndjson'), 'utf8').trim().split('\n').slice(1)
  if (lines.length !== EPOCHS - 1) throw new Error(`${run} has ${lines.length + 1} epochs, not ${EPOCHS}`)
  return median(lines.map((line) => (JSON.parse(line) as { ms_per_step: number }).ms_per_step))
}

export const formatCost = ({ turns, window, commandLine, ratio, low, high }: TrainingCost): string =>
  `  ${EXAMPLE} step time in the window ÷ on the command line: ${ratio.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)}), ${turns} turns; ${window.toFixed(3)} and ${commandLine.toFixed(3)} ms per step`
