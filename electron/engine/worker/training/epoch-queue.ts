/** Epochs that are written and emitted together: one write and one message for a group. */
import type { EpochEnd } from '../../../../shared/ipc/contract/index.ts'
import type { MetricsLine } from '../../run-folder/metrics-file.ts'

type Frame = Omit<EpochEnd, 'run'>

export interface EpochQueue {
  add(line: MetricsLine, frame: Frame): void
  flush(): void
}

/** @param write throws what the file system throws; the group is then not emitted */
export function epochQueue(
  write: (lines: readonly MetricsLine[]) => void,
  emit: (frames: readonly Frame[]) => void,
): EpochQueue {
  let lines: MetricsLine[] = []
  let frames: Frame[] = []
  return {
    add(line, frame) {
      lines.push(line)
      frames.push(frame)
    },
    flush() {
      if (frames.length === 0) return
      const group = { lines, frames }
      lines = []
      frames = []
      write(group.lines)
      emit(group.frames)
    },
  }
}
