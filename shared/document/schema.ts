/** The structure of a file, validated by zod: its keys and the type of each value. Fields check what a value means, references.ts
 *  checks what an id refers to. Optional keys are those that a file omits at their default. */
import { z } from 'zod'
import { MAX_LABELS } from '../data/labels.ts'
import { ROW_FINGERPRINT } from '../data/marks.ts'
import { describeValue, isObject } from '../json.ts'
import { type Text, untranslated } from '../text.ts'
import type { Fault } from './faults.ts'
import { ID } from './ids.ts'
import {
  MAX_COORDINATE,
  MAX_DATA_COLUMNS,
  MAX_PROBLEMS,
  MAX_REPEAT,
  MAX_ROW_MARKS,
  MAX_STRING,
} from './limits.ts'

// zod compiles checks with `new Function`, which the window's content security policy forbids.
z.config({ jitless: true })

const id = z.string().regex(ID)
const text = z.string().max(MAX_STRING)
const map = <V extends z.ZodType>(value: V) => z.record(id, value)
/** Not checked here: parse-json.ts has bounded it, and its fields check it later. */
const raw = z.record(z.string(), z.unknown())
const coordinate = z.number().min(-MAX_COORDINATE).max(MAX_COORDINATE)
const size = z.number().min(0).max(MAX_COORDINATE)
const position = z.strictObject({ x: coordinate, y: coordinate })
const port = z.union([id, z.strictObject({ node: id, port: z.int().min(0).max(255) })])

export const layerSchema = z.strictObject({
  type: z.string().min(1).max(200),
  name: text.optional(),
  props: raw.optional(),
  trainable: z.boolean().optional(),
  dtype: text.nullable().optional(),
  definition: id.nullable().optional(),
})
export const nodeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('layer'), layer: id, position }),
  z.strictObject({ kind: z.literal('group'), network: id, repeat: z.int().min(1).max(MAX_REPEAT), position }),
])
export const edgeSchema = z.strictObject({ from: port, to: port })
const noteSchema = z.strictObject({ text, position, width: size, height: size })
const definitionSchema = z.strictObject({
  name: text,
  type: z.string().min(1).max(200),
  props: raw.optional(),
})

const networkSchema = z.strictObject({
  name: text,
  layers: map(layerSchema),
  nodes: map(nodeSchema),
  edges: map(edgeSchema),
  notes: map(noteSchema).optional(),
})

/** Excluded, or with the right label of a target, or its several ones; parse.ts refuses neither and both. */
const markSchema = z.strictObject({
  row: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  fingerprint: z.string().regex(ROW_FINGERPRINT),
  excluded: z.literal(true).optional(),
  target: text.optional(),
  label: z.union([text, z.array(text).max(MAX_LABELS)]).optional(),
})

export const fileSchema = z.strictObject({
  format: z.literal('layerloom'),
  version: z.int(),
  name: text,
  main: id,
  networks: map(networkSchema),
  definitions: map(definitionSchema).optional(),
  data: z
    .strictObject({
      source: z.unknown(),
      columns: z.array(raw).max(MAX_DATA_COLUMNS).optional(),
      marks: z.array(markSchema).max(MAX_ROW_MARKS).optional(),
      split: raw.optional(),
      fingerprint: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable()
        .optional(),
    })
    .nullable()
    .optional(),
  training: raw.optional(),
})
export const clipboardSchema = z.strictObject({
  format: z.literal('layerloom-clipboard'),
  version: z.int(),
  layers: map(layerSchema),
  nodes: map(nodeSchema),
  edges: map(edgeSchema),
  networks: map(networkSchema).optional(),
  notes: map(noteSchema).optional(),
})

export type FileData = z.infer<typeof fileSchema>
export type NetworkData = z.infer<typeof networkSchema>
export type ClipboardData = z.infer<typeof clipboardSchema>

/** Validates plain JSON with a schema. Returns the value, or at most 20 faults with their places. */
export function check<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { readonly value: z.infer<S> | null; readonly faults: readonly Fault[] } {
  const result = schema.safeParse(value, { reportInput: true })
  if (result.success) return { value: result.data, faults: [] }
  return { value: null, faults: result.error.issues.slice(0, MAX_PROBLEMS).map(toFault) }
}

const TYPES: { readonly [type: string]: Text } = {
  string: { en: 'text', ko: '문자열' },
  number: { en: 'a number', ko: '숫자' },
  int: { en: 'a whole number', ko: '정수' },
  boolean: { en: 'true or false', ko: 'true 또는 false' },
  object: { en: 'an object { … }', ko: '객체 { … }' },
  record: { en: 'an object { … }', ko: '객체 { … }' },
}

function toFault(issue: z.core.$ZodIssue): Fault {
  const path = issue.path.map(String).map((p) => p.slice(0, 80))
  const place = path.join('.') || 'the file'
  // An unknown kind of node is reported by its kind.
  const input = path.at(-1) === 'kind' && isObject(issue.input) ? issue.input.kind : issue.input
  const received = input === undefined ? { en: 'nothing', ko: '빈 값' } : untranslated(describeValue(input))
  const expectedFault = (expected: Text): Fault => ({
    place,
    text: {
      en: `expected ${expected.en}, received ${received.en}`,
      ko: `${expected.ko}(이)어야 하는데 ${received.ko}을(를) 받았습니다`,
    },
  })
  switch (issue.code) {
    case 'invalid_type':
      return expectedFault(TYPES[issue.expected] ?? untranslated(issue.expected))
    case 'unrecognized_keys': {
      const keys = issue.keys
        .slice(0, 5)
        .map((k) => JSON.stringify(k.slice(0, 80)))
        .join(', ')
      return { place, text: { en: `unknown key ${keys}`, ko: `알 수 없는 키 ${keys}` } }
    }
    case 'invalid_key':
      return expectedFault({
        en: 'an id: a letter, then letters, digits and _ . : - > (200 at most)',
        ko: '글자로 시작하고 글자, 숫자, _ . : - > 로 된 200자 이하 식별자',
      })
    case 'invalid_format':
      return expectedFault(
        place.endsWith('fingerprint') && path.includes('marks')
          ? { en: '16 hexadecimal digits', ko: '16진수 16자리' }
          : place.endsWith('fingerprint')
            ? { en: '64 hexadecimal digits', ko: '16진수 64자리' }
            : {
                en: 'an id: a letter, then letters, digits and _ . : - >',
                ko: '글자로 시작하는 식별자(글자, 숫자, _ . : - >)',
              },
      )
    case 'too_big':
      return expectedFault({
        en: issue.origin === 'string' ? `at most ${issue.maximum} characters` : `at most ${issue.maximum}`,
        ko: issue.origin === 'string' ? `${issue.maximum}자 이하` : `${issue.maximum} 이하`,
      })
    case 'too_small':
      return expectedFault({
        en: issue.origin === 'string' ? 'text that is not empty' : `at least ${issue.minimum}`,
        ko: issue.origin === 'string' ? '비어 있지 않은 문자열' : `${issue.minimum} 이상`,
      })
    case 'invalid_value':
      return expectedFault(untranslated(issue.values.map((v) => JSON.stringify(v)).join(', ')))
    case 'invalid_union':
      return expectedFault(
        path.at(-1) === 'kind'
          ? untranslated('"layer", "group"')
          : {
              en: 'the id of a node, or { "node": …, "port": … }',
              ko: '노드의 식별자 또는 { "node": …, "port": … }',
            },
      )
    default:
      return { place, text: { en: issue.message, ko: issue.message } }
  }
}
