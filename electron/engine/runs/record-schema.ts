/** Schema of run.json. A run's folder may come from an untrusted source, so each id, path and number is checked before use. Unknown members
 *  of newer versions are preserved. */

import { z } from 'zod'
import { FINAL_STATES } from '../../../shared/ipc/run-state.ts'
import { runOwner } from '../../../shared/ipc/schemas.ts'
import type { Text } from '../../../shared/text.ts'
import { executorRecord } from '../executors/executor-record.ts'

const short = z.string().max(1000)
const sentence: z.ZodType<Text> = z.object({ en: z.string().max(20_000), ko: z.string().max(20_000) })
/** Used as a file name. */
export const runId = z.uuid()
export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'a path holds no zero character')
const count = z.int().min(0).max(1e12)
const amount = z.number().min(0).max(1e15)
const problem = z.looseObject({
  code: z.string().max(200),
  severity: z.enum(['error', 'warning', 'hint']),
  message: sentence,
  node: short.nullable(),
  field: short.nullable(),
})
const target = z.looseObject({
  name: short,
  kind: z.enum(['classes', 'number']),
  classes: z.array(z.string()).max(1e6),
})

const states = [...(['preparing', 'compiling', 'training', 'validating'] as const), ...FINAL_STATES] as const

export type RunHead = z.infer<typeof headSchema>
/** The part of a record that is shown before a run is opened. */
export const headSchema = z.looseObject({
  format: z.literal('layerloom-run'),
  version: z.literal(1),
  run: runId,
  name: short,
  owner: runOwner.nullable().optional(),
  state: z.enum(states),
  reason: sentence.nullable(),
  problems: z.array(problem).max(1000),
  epochs: z.int().min(1).max(1_000_000),
  seed: z
    .int()
    .min(0)
    .max(2 ** 32 - 1),
  batch_size: z.int().min(1).max(1e9),
  series: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(1000)
    .refine((names) => new Set(names).size === names.length, 'each name once'),
  data: z.looseObject({
    rows: z.looseObject({ train: count, validation: count, test: count }),
  }),
  started: z.iso.datetime(),
  finished: z.iso.datetime().nullable(),
  seconds: amount.nullable(),
  epochs_done: count,
  best_epoch: z.int().min(1).nullable(),
})

export const recordSchema = headSchema.extend({
  document: z.looseObject({}),
  data: z.looseObject({
    source: z.looseObject({ type: z.string().max(100) }),
    path: path.nullable(),
    folder: path.nullable().optional(),
    split: z.looseObject({}),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    rows: z.looseObject({ train: count, validation: count, test: count }),
    shape: z.array(count).max(20),
    targets: z.array(target).min(1),
    weights: short.nullable(),
    preparation: z.looseObject({ offset: z.array(z.number()), scale: z.array(z.number()) }),
  }),
  executor: executorRecord.nullable(),
  versions: z.looseObject({ layerloom: short, node: short }),
  peak_bytes: amount.nullable(),
  repeats: z.looseObject({ run: runId, same: z.boolean().nullable(), text: sentence.nullable() }).optional(),
})
