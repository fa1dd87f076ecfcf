/** Layerloom as users have it: the engine and its run process train a document, with loss, accuracy, frames and run folder. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suggestedDocument } from '../electron/cli/suggested-document.ts'
import { readWeights, type Weights } from '../electron/engine/run-folder/weights-file.ts'
import { linkEngine } from '../electron/host/engine-link.ts'
import type { DataReference } from '../shared/data/data-reference.ts'
import type { Document } from '../shared/document/document.ts'
import { serializeDocument } from '../shared/document/file.ts'
import type {
  EngineCalls,
  EngineEvents,
  EpochEnd,
  RunResult,
  TrialKind,
  TrialResult,
} from '../shared/ipc/contract/index.ts'
import { connect } from '../shared/ipc/rpc.ts'
import type { SignalsFrame } from '../shared/signals/signals.ts'

export interface OurEngine {
  /** Trains the document once.
   *  @param onEpochs is called with the epochs that ended @param folder for relative paths of the document
   *  @returns the figures of the last epoch and of the run */
  train(
    document: Document,
    onEpochs?: (epochs: readonly EpochEnd[]) => void,
    folder?: string,
    /** Whether signals are kept. */
    signals?: boolean,
  ): Promise<OurRun>
  trial(kind: TrialKind, document: Document, folder: string): Promise<TrialResult>
  /** A document for a table alone: everything suggested is accepted. */
  suggest(reference: DataReference): Promise<Document>
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
  /** The weights that the run ends with. */
  readonly weights: Weights
  /** Those that it has kept. */
  readonly signals: readonly SignalsFrame[]
}

export async function startOurEngine(root: string): Promise<OurEngine> {
  const link = linkEngine({ node: process.execPath, entry: join(root, 'dist', 'engine', 'index.mjs') })
  let firstPoint = 0
  let lastEpoch: EpochEnd | null = null
  let frames: SignalsFrame[] = []
  let onEpochs: ((epochs: readonly EpochEnd[]) => void) | undefined
  let resolveResult: (result: RunResult) => void = () => {}
  const engine = connect<EngineCalls, EngineEvents>(link.open('terminal'), {
    progress: () => {
      firstPoint ||= performance.now()
    },
    epochsEnded(frames) {
      lastEpoch = frames.at(-1)!
      onEpochs?.(frames)
    },
    runSignals: ({ frame }) => void frames.push(frame),
    finished: (result) => resolveResult(result),
  })
  await engine.attach()
  return {
    async train(document, epochsCallback, folder, signals = false) {
      const out = mkdtempSync(join(tmpdir(), 'layerloom-bench-'))
      try {
        firstPoint = 0
        frames = []
        onEpochs = epochsCallback
        const finished = new Promise<RunResult>((resolve) => {
          resolveResult = resolve
        })
        const start = performance.now()
        await engine.train({ document: serializeDocument(document), folder: folder ?? null, out, signals })
        const result = await finished
        const seconds = (performance.now() - start) / 1000
        if (result.state !== 'finished')
          throw new Error(`the run ended with the state “${result.state}”: ${result.reason.en}`)
        const run = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8')) as { peak_bytes: number }
        return {
          millisecondsPerStep: lastEpoch!.millisecondsPerStep,
          seconds,
          secondsToFirstPoint: (firstPoint - start) / 1000,
          peakBytes: run.peak_bytes,
          weights: readWeights(join(out, 'weights-last.safetensors')).weights,
          signals: frames,
        }
      } finally {
        rmSync(out, { recursive: true, force: true })
      }
    },
    trial: (kind, document, folder) => engine.trial(kind, { document: serializeDocument(document), folder }),
    suggest: (reference) => suggestedDocument(engine, reference, () => {}),
    pid: () => link.pid(),
    close: () => link.stop(),
  }
}
