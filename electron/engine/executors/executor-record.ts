/** How the numbers of a run were computed: the same record gives the same bits. */
import { z } from 'zod'
import type { Checked } from '../../../shared/checked.ts'
import { DEVICES, EXECUTOR_KINDS } from './executor.ts'

const text = z.string().max(4096)

export type ExecutorRecord = Checked<typeof executorRecord>
export const executorRecord = z.looseObject({
  kind: z.enum(EXECUTOR_KINDS),
  /** Version of TensorFlow, or of its portable replacement. */
  version: text,
  threads: z.int().min(1).max(1e6),
  /** Environment variables that TensorFlow reads when it first compiles. */
  flags: z.record(text, text),
  cpu: text,
  /** Absent in records of earlier versions, which only supported the CPU. */
  device: z.enum(DEVICES).optional(),
})
