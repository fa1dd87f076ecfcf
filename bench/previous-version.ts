/** `npm run bench -- --previous FOLDER`: compares this version with another checkout that is built, in turns: training, the time to the
 *  first figures, and edits of a large network. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchDocument, NETWORKS } from './networks.ts'
import { startOurEngine } from './our-engine.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'
import { openApp } from './window/app.ts'
import { measureEdits } from './window/edits.ts'
import { largeDocument } from './window/graph.ts'

const LAYERS = 1000
/** A run long enough that one burst of other work on the machine does not decide its median. */
const EPOCHS = 10

/** Medians of both versions, and the ratio this ÷ previous with its 90 % interval. */
export interface Comparison extends Ratio {
  readonly name: string
  readonly unit: string
  readonly current: number
  readonly previous: number
}

export async function compareVersions(
  root: string,
  previousRoot: string,
  rounds: number,
): Promise<Comparison[]> {
  return [
    ...(await compareTraining(root, previousRoot, rounds)),
    ...(process.env.LAYERLOOM_CHROMIUM ? await compareEdits(root, previousRoot, rounds) : []),
  ]
}

type Samples = { readonly current: number[]; readonly previous: number[] }
const noSamples = (): Samples => ({ current: [], previous: [] })
const comparison = (name: string, unit: string, { current, previous }: Samples): Comparison => ({
  name,
  unit,
  current: median(current),
  previous: median(previous),
  ...ratioOfMedians(current, previous),
})

/** Runs `measure` once for each version; the version that goes first alternates, because the machine's speed drifts. */
async function inTurns(round: number, measure: (version: keyof Samples) => Promise<void>): Promise<void> {
  for (const version of round % 2 === 0
    ? (['previous', 'current'] as const)
    : (['current', 'previous'] as const))
    await measure(version)
}

/** Starts both versions; if the second one fails, the first one is closed. */
async function startBoth<T extends { close(): Promise<void> }>(
  root: string,
  previousRoot: string,
  start: (root: string) => Promise<T>,
): Promise<{ readonly [version in keyof Samples]: T }> {
  const current = await start(root)
  try {
    return { current, previous: await start(previousRoot) }
  } catch (error) {
    await current.close()
    throw error
  }
}

async function compareTraining(root: string, previousRoot: string, rounds: number): Promise<Comparison[]> {
  const engines = await startBoth(root, previousRoot, startOurEngine)
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  try {
    const results: Comparison[] = []
    for (const network of NETWORKS) {
      const document = benchDocument(network, EPOCHS, folder)
      const [step, first] = [noSamples(), noSamples()]
      await inTurns(0, async (version) => void (await engines[version].train(document)))
      for (let round = 0; round < rounds; round++) {
        await inTurns(round, async (version) => {
          const steps: number[] = []
          const run = await engines[version].train(document, (epochs) => {
            for (const { epoch, millisecondsPerStep } of epochs)
              if (epoch > 1) steps.push(millisecondsPerStep)
          })
          step[version].push(median(steps))
          first[version].push(run.secondsToFirstPoint)
        })
        process.stderr.write(`${network.title}: turn ${round + 1} of ${rounds}\n`)
      }
      results.push(
        comparison(network.title, 'ms per step', step),
        comparison(`${network.title}, to the first figures`, 's', first),
      )
    }
    return results
  } finally {
    await engines.current.close()
    await engines.previous.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function compareEdits(root: string, previousRoot: string, rounds: number): Promise<Comparison[]> {
  const apps = await startBoth(root, previousRoot, openApp)
  try {
    const document = largeDocument(LAYERS)
    await inTurns(0, async (version) => void (await measureEdits(apps[version].page, document)))
    const samples = { open: noSamples(), edit: noSamples(), undo: noSamples() }
    for (let round = 0; round < rounds; round++) {
      await inTurns(round, async (version) => {
        const { page } = apps[version]
        await page.bringToFront()
        const times = await measureEdits(page, document)
        samples.open[version].push(times.open)
        samples.edit[version].push(median(times.edit))
        samples.undo[version].push(median(times.undo))
      })
      process.stderr.write(`${LAYERS} layers: turn ${round + 1} of ${rounds}\n`)
    }
    return Object.entries(samples).map(([name, s]) => comparison(`${LAYERS} layers, ${name}`, 'ms', s))
  } finally {
    await apps.current.close()
    await apps.previous.close()
  }
}

export const formatComparison = ({ name, unit, current, previous, ratio, low, high }: Comparison): string =>
  `${name}: ${ratio.toFixed(3)} × (${low.toFixed(3)} to ${high.toFixed(3)}), ${current.toPrecision(4)} and ${previous.toPrecision(4)} ${unit}`
