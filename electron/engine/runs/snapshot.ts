/** What a window that opens later needs of a run, kept small: its points are thinned as they come. */
import type {
  EpochEnd,
  LogLine,
  Progress,
  RunInfo,
  RunResult,
  RunSnapshot,
} from '../../../shared/ipc/contract.ts'

const MOST_POINTS = 4000
const MOST_LINES = 5000

export interface SnapshotKeeper {
  info: RunInfo
  progress(frame: Progress): void
  epoch(frame: EpochEnd): void
  log(line: LogLine): void
  finish(result: RunResult): void
  readonly epochEnds: readonly EpochEnd[]
  readonly result: RunResult | null
  snapshot(): RunSnapshot
}

export function keepSnapshot(info: RunInfo): SnapshotKeeper {
  /** Position in epochs, then the series. */
  let points: Float32Array[] = []
  let lines: LogLine[] = []
  let last: Progress | null = null
  let result: RunResult | null = null
  const epochEnds: EpochEnd[] = []
  const keeper: SnapshotKeeper = {
    info,
    epochEnds,
    get result() {
      return result
    },
    progress(frame) {
      last = frame
      if (frame.state !== 'training' || frame.step === 0 || keeper.info.stepsPerEpoch === 0) return
      if (points.length === MOST_POINTS) points = points.filter((_, i) => i % 2 === 1)
      points.push(Float32Array.of(frame.epoch - 1 + frame.step / keeper.info.stepsPerEpoch, ...frame.values))
    },
    epoch: (frame) => void epochEnds.push(frame),
    log(line) {
      lines.push(line)
      if (lines.length > MOST_LINES) lines = lines.slice(-MOST_LINES / 2)
    },
    finish(ended) {
      result = ended
    },
    snapshot() {
      const row = 1 + keeper.info.series.length
      const flat = new Float32Array(points.length * row)
      points.forEach((point, i) => {
        flat.set(point.subarray(0, row), i * row)
      })
      return {
        info: keeper.info,
        epochEnds: [...epochEnds],
        points: flat,
        progress: last,
        result,
        log: [...lines],
      }
    },
  }
  return keeper
}
