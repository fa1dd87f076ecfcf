/** Collects what a window that opens later needs of a run; the points are thinned to limit memory. */
import type {
  EpochEnd,
  LogLine,
  Progress,
  RunInfo,
  RunResult,
  RunSnapshot,
} from '../../../shared/ipc/contract/index.ts'
import { thinEpochEnds, thinGrowingEpochEnds } from '../../../shared/ipc/epoch-ends.ts'

const MAX_POINTS = 4000
const MAX_LINES = 5000

export interface SnapshotKeeper {
  info: RunInfo
  progress(frame: Progress): void
  epoch(frame: EpochEnd): void
  log(line: LogLine): void
  finish(result: RunResult): void
  /** Removes everything after a position (0-based epoch, position in epochs) that will be trained again. */
  rewind(epoch: number, position: number): void
  /** Thinned for a very long run. */
  readonly epochEnds: readonly EpochEnd[]
  readonly epochsDone: number
  readonly result: RunResult | null
  snapshot(): RunSnapshot
}

/** @param previous snapshot of the run that is resumed */
export function keepSnapshot(info: RunInfo, previous?: RunSnapshot): SnapshotKeeper {
  /** Each row is the position in epochs, followed by the values of the series. */
  let points: Float32Array[] = previous ? rowsOf(previous) : []
  let lines: LogLine[] = [...(previous?.log ?? [])]
  let last: Progress | null = null
  let result: RunResult | null = null
  let epochEnds: EpochEnd[] = [...(previous?.epochEnds ?? [])]
  const keeper: SnapshotKeeper = {
    info,
    get epochEnds() {
      return epochEnds
    },
    get epochsDone() {
      return epochEnds.at(-1)?.epoch ?? 0
    },
    rewind(epoch, position) {
      epochEnds = epochEnds.filter((end) => end.epoch <= epoch)
      points = points.filter((point) => point[0]! <= position)
    },
    get result() {
      return result
    },
    progress(frame) {
      last = frame
      if (frame.state !== 'training' || frame.step === 0 || keeper.info.stepsPerEpoch === 0) return
      if (points.length === MAX_POINTS) points = points.filter((_, i) => i % 2 === 1)
      points.push(Float32Array.of(frame.epoch - 1 + frame.step / keeper.info.stepsPerEpoch, ...frame.values))
    },
    epoch(frame) {
      epochEnds.push(frame)
      const thinned = thinGrowingEpochEnds(epochEnds)
      if (thinned !== epochEnds) epochEnds = [...thinned]
    },
    log(line) {
      lines.push(line)
      if (lines.length > MAX_LINES) lines = lines.slice(-MAX_LINES / 2)
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
        epochEnds: thinEpochEnds([...epochEnds]),
        points: flat,
        progress: last,
        result,
        log: [...lines],
      }
    },
  }
  return keeper
}

function rowsOf({ info, points }: RunSnapshot): Float32Array[] {
  const row = 1 + info.series.length
  return Array.from({ length: points.length / row }, (_, i) => points.slice(i * row, (i + 1) * row))
}
