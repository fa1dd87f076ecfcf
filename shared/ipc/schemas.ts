/** Schemas of the arguments of each call, which the receiver validates. A missing schema, or one with another type, does not compile
 *  (Schemas in rpc.ts). Documents are sent as text; shared/document parses and validates them. */
import { z } from 'zod'
import type { DataReference } from '../data/reference.ts'
import { isObject, type JsonObject } from '../json.ts'
import { MAX_TEXT_BYTES } from './codec.ts'
import type { EngineCalls, HostCalls, RunOwner, TrainJob } from './contract.ts'
import type { Schemas } from './rpc.ts'

const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'a path holds no zero character')
const documentText = z.string().max(MAX_TEXT_BYTES)
const id = z.string().min(1).max(200)
const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
const fileKind = z.enum(['document', 'python', 'csv', 'idx'])

const MAX_VALUES = 20_000
const MAX_DEPTH = 32

/** Whether a value is plain JSON of limited size. A loop checks it, because a recursive schema would follow any depth. */
function isPlainJson(value: unknown): boolean {
  const stack: [value: unknown, depth: number][] = [[value, 0]]
  for (let visited = 0; stack.length > 0; visited++) {
    const [item, depth] = stack.pop()!
    if (visited > MAX_VALUES || depth > MAX_DEPTH) return false
    if (item === null || typeof item === 'boolean' || typeof item === 'string') continue
    if (typeof item === 'number' && Number.isFinite(item)) continue
    if (!Array.isArray(item) && !(isObject(item) && Object.getPrototypeOf(item) === Object.prototype))
      return false
    const children = Object.values(item)
    if (children.length > MAX_VALUES) return false
    for (const child of children) stack.push([child, depth + 1])
  }
  return true
}

const config = z.custom<JsonObject & { readonly type: string }>(
  (value) => isObject(value) && typeof value.type === 'string' && isPlainJson(value),
  'expected plain values with a type',
)

const share = z.number().min(0).max(1e9)
const dataReference: z.ZodType<DataReference> = z.strictObject({
  source: config,
  split: z.strictObject({ validation: share, test: share, seed, stratify: z.boolean() }),
  fingerprint: z.string().max(200).nullable(),
})

const draftId = z.string().regex(/^[a-z0-9]{16}$/)
export const runOwner: z.ZodType<RunOwner> = z.union([
  z.strictObject({ path }),
  z.strictObject({ draft: draftId }),
])

const trainJob: z.ZodType<TrainJob> = z.strictObject({
  document: documentText,
  folder: path.nullable(),
  owner: runOwner.optional(),
  file: path.nullable().optional(),
  epochs: z.int().min(1).max(1_000_000).optional(),
  seed: seed.optional(),
  data: path.optional(),
  out: path.optional(),
})

export const engineSchemas: Schemas<EngineCalls> = {
  runtime: z.tuple([]),
  describeData: z.tuple([dataReference, path.nullable(), path.nullable()]),
  train: z.tuple([trainJob]),
  stop: z.tuple([id]),
  pause: z.tuple([id]),
  resume: z.tuple([path]),
  repeat: z.tuple([id]),
  trial: z.tuple([z.enum(['rates', 'cost']), trainJob]),
  endTrial: z.tuple([]),
  attach: z.tuple([]),
  runsOf: z.tuple([path.nullable(), draftId.nullable(), z.int().min(1).max(10_000)]),
  openRun: z.tuple([id]),
  runDocuments: z.tuple([]),
  moveRuns: z.tuple([path, path]),
}

const version = z.string().max(64)
const draft = z.strictObject({
  text: documentText,
  name: z.string().min(1).max(255),
  path: path.nullable(),
  folder: path.nullable(),
  version: version.nullable(),
})
const menu = z.strictObject({
  language: z.enum(['en', 'ko']),
  sections: z
    .array(
      z.strictObject({
        id: z.enum(['file', 'edit', 'arrange', 'training', 'view']),
        label: z.string().min(1).max(100),
        entries: z
          .array(
            z.strictObject({
              id,
              label: z.string().max(200),
              accelerator: z.string().max(50).optional(),
              enabled: z.boolean(),
            }),
          )
          .max(200),
      }),
    )
    .max(5),
})

const blockName = z.string().min(1).max(200)
export const block = z.strictObject({ name: blockName, text: z.string().max(2 ** 20) })
/** Unknown properties, written by a newer version, are dropped. */
export const preferences = z.object({
  theme: z.enum(['light', 'dark']),
  language: z.enum(['en', 'ko']),
  dismissed: z.array(z.string().max(100)).max(200),
  surroundings: z.boolean().default(true),
})

export const hostSchemas: Schemas<HostCalls> = {
  info: z.tuple([]),
  examples: z.tuple([]),
  readExample: z.tuple([id]),
  chooseFile: z.tuple([fileKind, z.enum(['open', 'save']), z.string().max(4096)]),
  listFolder: z.tuple([path.nullable(), fileKind]),
  readDocument: z.tuple([path]),
  writeText: z.tuple([path, documentText, z.enum(['document', 'python']), version.nullable()]),
  versionAt: z.tuple([path]),
  previousVersion: z.tuple([path, z.enum(['replaced', 'refused'])]),
  initialDocument: z.tuple([]),
  recent: z.tuple([]),
  forgetRecent: z.tuple([path]),
  keepDraft: z.tuple([draft, draftId.nullable()]),
  dropDraft: z.tuple([]),
  drafts: z.tuple([]),
  readDraft: z.tuple([draftId]),
  discardDraft: z.tuple([draftId]),
  blocks: z.tuple([]),
  keepBlock: z.tuple([block]),
  removeBlock: z.tuple([blockName]),
  preferences: z.tuple([]),
  keepPreferences: z.tuple([preferences]),
  keepData: z.tuple([z.string().min(1).max(255), z.instanceof(Uint8Array), path.nullable()]),
  allowData: z.tuple([path, path.nullable()]),
  newWindow: z.tuple([]),
  showing: z.tuple([z.string().max(1000), z.boolean(), path.nullable()]),
  setMenu: z.tuple([menu]),
}
