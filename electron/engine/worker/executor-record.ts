/** Schema of the executor record in a file. */
import { z } from 'zod'
import type { ExecutorRecord } from './messages.ts'

const text = z.string().max(4096)

export const executorRecord: z.ZodType<ExecutorRecord> = z.looseObject({
  kind: z.enum(['xla', 'graph', 'portable']),
  version: text,
  threads: z.int().min(1).max(1e6),
  flags: z.record(text, text),
  cpu: text,
  device: z.enum(['cpu', 'gpu']).optional(),
})
