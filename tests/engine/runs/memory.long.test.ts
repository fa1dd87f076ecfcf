/** A run of many epochs does not leak memory: the slope of the resident size of engine and run is printed and limited. Both collect their
 *  garbage all the time: how much of it V8 leaves lying depends on the load of the machine, and would count as growth. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, it } from 'vitest'
import { slope } from '../../../bench/statistics.ts'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()
const folder = temporaryFolder()
const cache = temporaryCache()
const EPOCHS = 3000
/** Limits in kB per epoch. A leak of the row order alone would be 8. The engine retains the figures of each epoch, which is 1. */
const MAX_KILOBYTES_PER_EPOCH = { run: 3, engine: 3 }

const residentKilobytes = (pid: number): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])

it.skipIf(process.platform !== 'linux').each(['graph', 'xla'])(
  `${EPOCHS} epochs of a small network keep memory flat: %s`,
  async (kind) => {
    const engine = startEngine({
      env: {
        LAYERLOOM_EXECUTOR: kind,
        LAYERLOOM_CHECKPOINT_SECONDS: '0.5',
        NODE_OPTIONS: `--require ${JSON.stringify(resolve('tests/support/collect-garbage.cjs'))}`,
      },
      cache,
    })
    const text = documentText({
      features: 6,
      path: writeTable(folder, 3000, 6),
      batchNormalization: true,
      dropout: 0.1,
      training: { epochs: EPOCHS, batch_size: 16 },
    })
    await engine.calls.train({ document: text, folder: null })
    const pid = engine.pid()!
    const child = await engine.until(() =>
      Number(execFileSync('ps', ['--ppid', String(pid), '-o', 'pid='], { encoding: 'utf8' }).trim()),
    )
    const points = { run: [] as [number, number][], engine: [] as [number, number][] }
    let seen = 0
    await engine.until(() => {
      const epochs = engine.seen.epochs.length
      if (engine.seen.results.length > 0) return true
      // The first quarter is warm-up: TensorFlow's buffers and the JavaScript heap reach their size.
      if (epochs > seen && epochs > EPOCHS / 4 && epochs < EPOCHS - 2) {
        points.run.push([epochs, residentKilobytes(child)])
        points.engine.push([epochs, residentKilobytes(pid)])
      }
      seen = epochs
      return false
    }, 240_000)
    expect(engine.seen.results[0]!.state).toBe('finished')
    expect(points.run.length).toBeGreaterThan(50)
    for (const processName of ['run', 'engine'] as const) {
      const series = points[processName]
      const perEpoch = slope(series)
      console.log(
        `${kind}, ${processName}: ${perEpoch.toFixed(2)} kB an epoch over ${series.length} points, ${series.at(-1)![1]} kB at the end`,
      )
      expect(perEpoch).toBeLessThan(MAX_KILOBYTES_PER_EPOCH[processName])
    }
  },
  300_000,
)
