/** Schema of run.json: the record of a run and of how its numbers were computed. A run's folder may come from an untrusted source, so each
 *  id, path and number is checked before use. Unknown members of newer versions are preserved. */
import { z } from 'zod'
import type { Checked } from '../../../shared/checked.ts'
import { epochs, path, seed } from '../../../shared/ipc/contract/arguments.ts'
import { runOwner, runSet } from '../../../shared/ipc/contract/engine/run-owner.ts'
import { RUN_STATES } from '../../../shared/ipc/run-state.ts'
import { SEVERITIES } from '../../../shared/problem.ts'
import type { Text } from '../../../shared/text.ts'
import { executorRecord } from '../executors/executor-record.ts'

const short = z.string().max(1000)
const sentence: z.ZodType<Text> = z.object({ en: z.string().max(20_000), ko: z.string().max(20_000) })
/** Used as a file name. */
export const runId = z.uuid()
const count = z.int().min(0).max(1e12)
const amount = z.number().min(0).max(1e15)
const problem = z.looseObject({
  code: z.string().max(200),
  severity: z.enum(SEVERITIES),
  message: sentence,
  node: short.nullable(),
  field: short.nullable(),
})
const target = z.looseObject({
  name: short,
  kind: z.enum(['classes', 'number', 'labels']),
  classes: z.array(z.string()).max(1e6),
})
const rows = z.looseObject({ train: count, validation: count, test: count })

export type RunHead = Checked<typeof headSchema>
/** The part of a record that is shown before a run is opened. */
export const headSchema = z.looseObject({
  format: z.literal('layerloom-run'),
  version: z.literal(1),
  run: runId,
  name: short,
  /** The document from which it was started; absent in records of earlier versions. */
  owner: runOwner.nullable().optional(),
  state: z.enum(RUN_STATES),
  reason: sentence.nullable(),
  problems: z.array(problem).max(1000),
  /** Epochs and seed may differ from the trained document, as they can be set separately. */
  epochs,
  seed,
  batch_size: z.int().min(1).max(1e9),
  series: z
    .array(z.string().min(1).max(300))
    .min(1)
    .max(1000)
    .refine((names) => new Set(names).size === names.length, 'each name once'),
  data: z.looseObject({ rows }),
  started: z.iso.datetime(),
  finished: z.iso.datetime().nullable(),
  seconds: amount.nullable(),
  epochs_done: count,
  /** 1-based. */
  best_epoch: z.int().min(1).nullable(),
  /** The runs that were started together with this one. */
  set: runSet.optional(),
  /** The run whose last state this one began with: its epochs (and steps of the next one) are the first of this run. */
  continues: z.object({ run: runId, epoch: count, step: count }).optional(),
})

export type RunRecord = Checked<typeof recordSchema>
export const recordSchema = headSchema.extend({
  /** The trained document. */
  document: z.looseObject({}),
  /** Of the trained network; absent in records of earlier versions. */
  parameters: count.optional(),
  data: z.looseObject({
    source: z.looseObject({ type: z.string().max(100) }),
    /** Path that replaced the path of the source. */
    path: path.nullable(),
    /** Base folder of relative paths in the source; absent in records of earlier versions. */
    folder: path.nullable().optional(),
    split: z.looseObject({}),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    rows,
    shape: z.array(count).max(20),
    targets: z.array(target).min(1),
    weights: short.nullable(),
    preparation: z.looseObject({ offset: z.array(z.number()), scale: z.array(z.number()) }),
  }),
  executor: executorRecord.nullable(),
  versions: z.looseObject({ layerloom: short, node: short }),
  /** Maximum resident set size of the run's process; null if it was killed before its end. */
  peak_bytes: amount.nullable(),
  /** The run that this one repeats, and whether its numbers are equal. */
  repeats: z.looseObject({ run: runId, same: z.boolean().nullable(), text: sentence.nullable() }).optional(),
})
