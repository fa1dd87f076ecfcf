/** Layerloom as users have it: the engine and its run process train a document, with loss, accuracy, frames and run folder. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { linkEngine } from '../electron/host/engine-link.ts'
import type { Document } from '../shared/document/document.ts'
import { serializeDocument } from '../shared/document/file.ts'
import type {
  EngineCalls,
  EngineEvents,
  EpochEnd,
  RunResult,
  TrialKind,
  TrialResult,
} from '../shared/ipc/contract.ts'
import { connect } from '../shared/ipc/rpc.ts'

export interface Ours {
  /** Trains the document once.
   *  @param ended is called with the epochs that ended @param folder for relative paths of the document
   *  @returns the figures of the last epoch and of the run */
  train(document: Document, ended?: (epochs: readonly EpochEnd[]) => void, folder?: string): Promise<OurRun>
  trial(kind: TrialKind, document: Document, folder: string): Promise<TrialResult>
  /** The process id of the engine. */
  pid(): number | undefined
  close(): Promise<void>
}
export interface OurRun {
  readonly millisecondsPerStep: number
  /** The time from the call of train to the result. */
  readonly seconds: number
  /** The time from the call of train to the first frame with figures. */
  readonly secondsToFirstPoint: number
  /** The peak resident size of the run's process. */
  readonly peakBytes: number
}

export async function startOurs(root: string): Promise<Ours> {
  const link = linkEngine({ node: process.execPath, entry: join(root, 'dist', 'engine', 'index.mjs') })
  let firstPoint = 0
  let lastEpoch: EpochEnd | null = null
  let told: ((epochs: readonly EpochEnd[]) => void) | undefined
  let settle: (result: RunResult) => void = () => {}
  const engine = connect<EngineCalls, EngineEvents>(link.open('terminal'), {
    progress: () => {
      firstPoint ||= performance.now()
    },
    epochsEnded(frames) {
      lastEpoch = frames.at(-1)!
      told?.(frames)
    },
    finished: (result) => settle(result),
  })
  await engine.attach()
  return {
    async train(document, ended, folder) {
      const out = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
      try {
        firstPoint = 0
        told = ended
        const over = new Promise<RunResult>((resolve) => {
          settle = resolve
        })
        const start = performance.now()
        await engine.train({ document: serializeDocument(document), folder: folder ?? null, out })
        const result = await over
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
    trial: (kind, document, folder) => engine.trial(kind, { document: serializeDocument(document), folder }),
    pid: () => link.pid(),
    close: () => link.stop(),
  }
}
