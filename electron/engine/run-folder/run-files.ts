/** Files that a run's process writes into its folder: one line per epoch, best and last weights. */
import { appendFileSync, closeSync, fsyncSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { ProblemError } from '../../../shared/problem.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { linesIn, METRICS, type MetricsLine } from './metrics-file.ts'
import { diskFull, notWritable } from './texts.ts'
import { type Weights, writeWeights } from './weights-file.ts'

export const BEST = 'weights-best.safetensors'
export const LAST = 'weights-last.safetensors'
/** Milliseconds between two writes of weights when epochs are short: a killed run loses at most this much of its best. */
const WRITE_INTERVAL = 2000

export interface RunFiles {
  metrics(lines: readonly MetricsLine[]): void
  /** Queues the newest weights of a kind to be written. `epoch` is 1-based. */
  weights(kind: 'best' | 'last', values: Weights, epoch: number): void
  /** Called at the end of an epoch: writes pending files, at most once per WRITE_INTERVAL. */
  flushIfDue(): void
  /** Writes pending files. */
  flush(): void
}

/** All methods throw ProblemError if the disk is full or the folder is not writable. */
export function runFiles(folder: string): RunFiles {
  const pendingWrites = new Map<'best' | 'last', () => void>()
  let lastFlush = 0
  const flush = () => {
    for (const [kind, write] of pendingWrites) {
      pendingWrites.delete(kind)
      write()
    }
    lastFlush = Date.now()
  }
  return {
    metrics: (lines) =>
      reportRunFolderErrors(folder, () =>
        appendFileSync(join(folder, METRICS), lines.map((line) => `${JSON.stringify(line)}\n`).join('')),
      ),
    weights(kind, values, epoch) {
      const file = kind === 'best' ? BEST : LAST
      pendingWrites.set(kind, () =>
        reportRunFolderErrors(folder, () => writeWeights(join(folder, file), values, epoch)),
      )
    },
    flushIfDue() {
      if (Date.now() - lastFlush > WRITE_INTERVAL) flush()
    },
    flush,
  }
}

/** Syncs the lines of the finished epochs to the disk: a checkpoint depends on them. */
export function syncMetrics(folder: string): void {
  reportRunFolderErrors(folder, () => {
    const file = openSync(join(folder, METRICS), 'a')
    try {
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
  })
}

/** Keeps the lines of the first `epochs` epochs and removes the rest.
 *  @param source folder from which the lines are taken
 *  @returns the number of lines that were there to keep */
export function keepMetrics(folder: string, epochs: number, source = folder): number {
  const retainedLines: string[] = []
  if (epochs > 0)
    for (const line of linesIn(join(source, METRICS))) if (retainedLines.push(line) === epochs) break
  reportRunFolderErrors(folder, () =>
    replaceFile(join(folder, METRICS), [Buffer.from(retainedLines.map((line) => `${line}\n`).join(''))]),
  )
  return retainedLines.length
}

/** Reports an I/O error that the user can fix as a problem. */
export function reportRunFolderErrors<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new ProblemError([diskFull(folder)])
    if (code && /^E[A-Z0-9]+$/.test(code)) throw new ProblemError([notWritable(folder, code)])
    throw error
  }
}
