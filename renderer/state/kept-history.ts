/** The undo history as plain JSON, small enough for the tab's session storage. Each step stores only the span of text in which its
 *  document differs from its neighbour. Stored data may have any content: it is validated like a file, and reading stops at the first
 *  invalid step. */
import type { Document } from '../../shared/document/document.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { isObject } from '../../shared/json.ts'
import type { Text } from '../../shared/text.ts'
import type { History } from './history.ts'

const VERSION = 1
/** Maximum number of stored steps, including undone ones. */
const STEPS = 200
const UNDONE = 50
/** Maximum number of characters stored for all steps. */
const KEPT = 4_000_000
/** Maximum number of characters serialized or parsed in total. It bounds the time that unloading or loading a page spends on the history
 *  of a large network. */
const WORK = 16_000_000

const UNFINISHED: Text = { en: 'Unfinished change', ko: '끝내지 않은 변경' }

/** The difference between a document and its neighbour: both texts are equal except between the first `start` and the last `end`
 *  characters. */
interface Step {
  readonly label: Text
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface KeptHistory {
  readonly version: typeof VERSION
  /** Nearest to the present first. */
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  /** Position of the saved document relative to the present one, in steps: −1 is the step before. `null` if it is none of the steps. */
  readonly saved: number | null
}

type Entries = History['past']

function spanOf(text: string, beside: string): Omit<Step, 'label'> {
  const most = Math.min(text.length, beside.length)
  let start = 0
  while (start < most && text[start] === beside[start]) start++
  let end = 0
  while (end < most - start && text[text.length - 1 - end] === beside[beside.length - 1 - end]) end++
  return { start, end, text: text.slice(start, text.length - end) }
}

/** @param text the present document, serialized */
export function keptHistory(
  { past: done, present, future, base }: History,
  saved: Document,
  text: string,
): KeptHistory {
  // An unfinished drag or input ends when the page unloads.
  const past = base === null ? done : [...done, { label: UNFINISHED, document: base }]
  let [room, work] = [KEPT, WORK]
  /** As many steps as fit within the limits, nearest first. */
  const keep = (entries: Entries): readonly Step[] => {
    const steps: Step[] = []
    let beside = text
    for (const { label, document } of entries) {
      if (work <= 0) break
      const own = serializeDocument(document)
      const step = { label, ...spanOf(own, beside) }
      work -= own.length
      room -= JSON.stringify(step).length
      if (room < 0) break
      steps.push(step)
      beside = own
    }
    return steps
  }
  const ahead = future.slice(0, UNDONE)
  const behind = past.slice(-(STEPS - ahead.length)).reverse()
  const kept = { version: VERSION, future: keep(ahead), past: keep(behind) } as const
  const at = (entries: Entries, count: number) =>
    entries.slice(0, count).findIndex(({ document }) => document === saved)
  const before = at(behind, kept.past.length)
  const after = at(ahead, kept.future.length)
  const place = present === saved ? 0 : before >= 0 ? -1 - before : after >= 0 ? after + 1 : null
  return { ...kept, saved: place }
}

const count = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

function readStep(step: unknown): Step | null {
  if (!isObject(step) || !isObject(step.label)) return null
  const { start, end, text } = step
  const { en, ko } = step.label
  return count(start) &&
    count(end) &&
    typeof text === 'string' &&
    typeof en === 'string' &&
    typeof ko === 'string'
    ? { label: { en, ko }, start, end, text }
    : null
}

/** Parses the history of a document, and finds the saved document if it is one of the steps. @param text the present document,
 *  serialized */
export function readHistory(
  kept: unknown,
  present: Document,
  text: string,
): { readonly history: History; readonly saved: Document | null } {
  let work = WORK + text.length
  /** Parses steps up to the first one that does not fit its neighbour. */
  const read = (steps: unknown): Entries => {
    const entries: Entries[number][] = []
    let beside = text
    for (const each of Array.isArray(steps) ? steps.slice(0, STEPS) : []) {
      const step = readStep(each)
      if (!step || step.start + step.end > beside.length || work <= 0) break
      beside = beside.slice(0, step.start) + step.text + beside.slice(beside.length - step.end)
      work -= beside.length
      try {
        entries.push({ label: step.label, document: parseDocument(beside) })
      } catch (error) {
        console.warn('A step of the history could not be read:', error)
        break
      }
    }
    return entries
  }
  const known = isObject(kept) && kept.version === VERSION ? kept : {}
  const future = read(known.future)
  const past = read(known.past)
  const at = known.saved
  const saved =
    at === 0
      ? present
      : typeof at !== 'number'
        ? null
        : ((at < 0 ? past[-1 - at] : future[at - 1])?.document ?? null)
  return { history: { past: [...past].reverse(), present, future, base: null, burst: null }, saved }
}
