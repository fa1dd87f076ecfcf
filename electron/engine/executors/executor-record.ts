/** The record of the executor that a run used, and its schema in a file. */
import { z } from 'zod'
import type { Device, ExecutorKind } from './executor.ts'

/** How the numbers of a run were computed: the same record gives the same bits. */
export interface ExecutorRecord {
  readonly kind: ExecutorKind
  /** Version of TensorFlow, or of its portable replacement. */
  readonly version: string
  readonly threads: number
  readonly flags: { readonly [variable: string]: string }
  readonly cpu: string
  /** Absent in records of earlier versions, which only supported the CPU. */
  readonly device?: Device
}

const text = z.string().max(4096)

export const executorRecord: z.ZodType<ExecutorRecord> = z.looseObject({
  kind: z.enum(['xla', 'graph', 'portable']),
  version: text,
  threads: z.int().min(1).max(1e6),
  flags: z.record(text, text),
  cpu: text,
  device: z.enum(['cpu', 'gpu']).optional(),
})
