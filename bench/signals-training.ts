/** Measures what signals cost while a network trains: the lesson's network is trained with and without them, in turns. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { benchDocument, NETWORKS } from './networks.ts'
import { startOurEngine } from './our-engine.ts'
import { median, type Ratio, ratioOfMedians } from './statistics.ts'

const ROWS = 48_000
const EPOCHS = 40

/** Seconds of a run from its start to its end, and the ratio with ÷ without signals with its 90 % interval. */
export interface SignalsCost extends Ratio {
  readonly network: string
  readonly turns: number
  readonly with: number
  readonly without: number
  /** Frames of a run, and the milliseconds that one took: medians. */
  readonly frames: number
  readonly perFrame: number
  /** Share of the frames in the time of a run, which is steadier than the ratio on a machine that does other things. */
  readonly share: number
}

export async function measureSignalsCost(root: string, turns: number): Promise<SignalsCost> {
  const network = { ...NETWORKS[0]!, data: { kind: 'fashion', rows: ROWS } as const }
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
  const ours = await startOurEngine(root)
  try {
    const document = benchDocument(network, EPOCHS, folder)
    const seconds = { with: [] as number[], without: [] as number[] }
    const [frames, perFrame, shares]: number[][] = [[], [], []]
    for (let turn = 0; turn < turns; turn++) {
      // What comes second finds a warmer machine: the order changes.
      for (const signals of turn % 2 === 0 ? [false, true] : [true, false]) {
        const run = await ours.train(document, undefined, undefined, signals)
        seconds[signals ? 'with' : 'without'].push(run.seconds)
        if (!signals) continue
        const times = run.signals.map(({ signals: { milliseconds } }) => milliseconds)
        frames!.push(times.length)
        perFrame!.push(median(times))
        shares!.push(times.reduce((a, b) => a + b, 0) / 1000 / run.seconds)
      }
      process.stderr.write(`${network.title} with signals: turn ${turn + 1} of ${turns}\n`)
    }
    return {
      ...{ network: network.title, turns, with: median(seconds.with), without: median(seconds.without) },
      ...{ frames: median(frames!), perFrame: median(perFrame!), share: median(shares!) },
      ...ratioOfMedians(seconds.with, seconds.without),
    }
  } finally {
    await ours.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

export function formatSignalsCost(cost: SignalsCost): string {
  const { network, turns, with: on, without, frames, perFrame, share, ratio, low, high } = cost
  const run = `${network}, ${EPOCHS} epochs of ${ROWS.toLocaleString('en-US')} rows`
  const seconds = `${on.toFixed(1)} s with signals, ${without.toFixed(1)} s without: ${ratio.toFixed(2)} × (${low.toFixed(2)} to ${high.toFixed(2)})`
  return `${run}: ${frames} frames of ${perFrame.toFixed(0)} ms each were ${(share * 100).toFixed(1)} % of the time. The runs took ${seconds}, ${turns} turns.`
}
