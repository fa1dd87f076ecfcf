/** Estimates the memory of a run before it starts: the system would kill a run that does not fit, and other processes with it. */
import { totalmem } from 'node:os'
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Config } from '../../../shared/fields/index.ts'
import type { Model } from '../../../shared/model/model.ts'
import { type ProblemData, problem } from '../../../shared/problem.ts'
import { buildPlan } from '../../../shared/training/plan.ts'

export interface MemoryNeed {
  /** Bytes that do not depend on the batch: the process, the rows, weights and optimizer slots. */
  readonly fixed: number
  /** Bytes for each row of a batch. */
  readonly perRow: number
}

/** Node, TensorFlow and the compiled network. Measured: 400 MB for the lesson's networks, including their rows. */
const PROCESS_BYTES = 300e6
/** Weights and slots exist in TensorFlow, together with their next values during a step; gradients and the copies for a checkpoint and for
 *  the best epoch need as much again. */
const STATE_COPIES = 4
/** Each output is stored for its gradient, which has the same size. */
const OUTPUT_COPIES = 2
const BYTES_PER_FLOAT = 4

const elements = (shape: readonly (number | null)[]): number =>
  shape.reduce<number>((n, d) => n * (d ?? 1), 1)

export function memoryNeed(model: Model, optimizer: Config, data: DataInfo): MemoryNeed {
  const plan = buildPlan({ model, optimizer, data, seed: 0 })
  const states = plan.state.reduce((n, s) => n + elements(s.shape), 0) * BYTES_PER_FLOAT
  const { train, validation, test } = data.rows
  const bytesPerRow = plan.data.reduce(
    (n, d) => n + elements(d.shape) * (d.dtype === 'uint8' ? 1 : BYTES_PER_FLOAT),
    0,
  )
  const outputs = model.calls.reduce((n, call) => n + elements(call.outputShape), 0)
  return {
    fixed: PROCESS_BYTES + (train + validation + test) * bytesPerRow + STATE_COPIES * states,
    perRow: OUTPUT_COPIES * outputs * BYTES_PER_FLOAT,
  }
}

/** Memory of this computer, or the limit of this process. */
const availableMemory = (): number =>
  Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY)

/** Why a run does not fit, and what would; null if it does. */
export function tooMuchMemory(
  need: MemoryNeed,
  batch: number,
  limit = availableMemory(),
): ProblemData | null {
  const batchBytes = need.perRow * batch
  if (need.fixed + batchBytes <= limit) return null
  const maxBatch = Math.floor((limit - need.fixed) / need.perRow)
  const [needed, available] = [gigabytes(need.fixed + batchBytes), gigabytes(limit)]
  return maxBatch >= 1
    ? problem(
        'memory',
        {
          en: `Training needs about ${needed}, this computer has ${available}. Set batch_size to ${maxBatch.toLocaleString('en-US')} or less (now ${batch.toLocaleString('en-US')}).`,
          ko: `학습에 약 ${needed}가 필요한데 이 컴퓨터에는 ${available}가 있습니다. batch_size를 ${maxBatch.toLocaleString('en-US')} 이하로 줄이세요(지금 ${batch.toLocaleString('en-US')}).`,
        },
        { field: 'batch_size' },
      )
    : problem('memory', {
        en: `Training needs about ${needed}, this computer has ${available}. Weights, optimizer state and rows alone need ${gigabytes(need.fixed)}: use smaller units, an optimizer with less state (sgd) or fewer rows.`,
        ko: `학습에 약 ${needed}가 필요한데 이 컴퓨터에는 ${available}가 있습니다. 가중치, 최적화 알고리즘의 상태, 데이터만 해도 ${gigabytes(need.fixed)}입니다. units나 행의 수를 줄이거나 상태가 적은 최적화 알고리즘(sgd)을 쓰세요.`,
      })
}

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GB`
