/** Layerloom as its user gets it: a document trained by the engine and its run process, loss, accuracy, frames and run folder on. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkEngine } from '../electron/host/engine-link.ts'
import type { Document } from '../shared/document/document.ts'
import { serializeDocument } from '../shared/document/file.ts'
import type { EngineCalls, EngineEvents, EpochEnd, RunResult } from '../shared/ipc/contract.ts'
import { connect } from '../shared/ipc/rpc.ts'

export interface Ours {
  /** Trains the document once; the figures of its last epoch and of the whole run. */
  train(document: Document): Promise<OurRun>
  close(): Promise<void>
}
export interface OurRun {
  readonly millisecondsPerStep: number
  /** From the call of train to the result. */
  readonly seconds: number
  /** From the call of train to the first frame with figures. */
  readonly secondsToFirstPoint: number
  /** Largest resident size of the run's process. */
  readonly peakBytes: number
}

export async function startOurs(root: string): Promise<Ours> {
  const link = linkEngine({ node: process.execPath, entry: join(root, 'dist', 'engine', 'index.mjs') })
  let firstPoint = 0
  let lastEpoch: EpochEnd | null = null
  let settle: (result: RunResult) => void = () => {}
  const engine = connect<EngineCalls, EngineEvents>(link.open('terminal'), {
    progress: () => {
      firstPoint ||= performance.now()
    },
    epochEnd: (frame) => {
      lastEpoch = frame
    },
    finished: (result) => settle(result),
  })
  await engine.attach()
  return {
    async train(document) {
      const out = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
      try {
        firstPoint = 0
        const ended = new Promise<RunResult>((resolve) => {
          settle = resolve
        })
        const start = performance.now()
        await engine.train({ document: serializeDocument(document), folder: null, out })
        const result = await ended
        const seconds = (performance.now() - start) / 1000
        if (result.state !== 'finished') throw new Error(`the run ${result.state}: ${result.reason.en}`)
        const run = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { peak_bytes: number }
        return {
          millisecondsPerStep: lastEpoch!.millisecondsPerStep,
          seconds,
          secondsToFirstPoint: (firstPoint - start) / 1000,
          peakBytes: run.peak_bytes,
        }
      } finally {
        rmSync(out, { recursive: true, force: true })
      }
    },
    close: () => link.stop(),
  }
}
