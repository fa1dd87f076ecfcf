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
const MAX_STEPS = 200
const MAX_UNDONE_STEPS = 50
/** Maximum number of characters stored for all steps. */
const MAX_STORED_CHARACTERS = 4_000_000
/** Maximum number of characters serialized or parsed in total. It bounds the time that unloading or loading a page spends on the history
 *  of a large network. */
const MAX_PROCESSED_CHARACTERS = 16_000_000

const UNFINISHED: Text = { en: 'Unfinished change', ko: '끝내지 않은 변경' }

/** The difference between a document and its neighbour: both texts are equal except between the first `start` and the last `end`
 *  characters. */
interface Step {
  readonly label: Text
  readonly start: number
  readonly end: number
  readonly text: string
}

export interface SerializedHistory {
  readonly version: typeof VERSION
  /** Nearest to the present first. */
  readonly past: readonly Step[]
  readonly future: readonly Step[]
  /** Position of the saved document relative to the present one, in steps: −1 is the step before. `null` if it is none of the steps. */
  readonly saved: number | null
}

type Entries = History['past']

function changedSpan(text: string, neighbour: string): Omit<Step, 'label'> {
  const limit = Math.min(text.length, neighbour.length)
  let start = 0
  while (start < limit && text[start] === neighbour[start]) start++
  let end = 0
  while (end < limit - start && text[text.length - 1 - end] === neighbour[neighbour.length - 1 - end]) end++
  return { start, end, text: text.slice(start, text.length - end) }
}

/** @param text the present document, serialized */
export function serializeHistory(
  { past: committedPast, present, future, base }: History,
  saved: Document,
  text: string,
): SerializedHistory {
  // An unfinished drag or input ends when the page unloads.
  const past = base === null ? committedPast : [...committedPast, { label: UNFINISHED, document: base }]
  let [remainingSize, remainingWork] = [MAX_STORED_CHARACTERS, MAX_PROCESSED_CHARACTERS]
  /** As many steps as fit within the limits, nearest first. */
  const serializeSteps = (entries: Entries): readonly Step[] => {
    const steps: Step[] = []
    let neighbour = text
    for (const { label, document } of entries) {
      if (remainingWork <= 0) break
      const ownText = serializeDocument(document)
      const step = { label, ...changedSpan(ownText, neighbour) }
      remainingWork -= ownText.length
      remainingSize -= JSON.stringify(step).length
      if (remainingSize < 0) break
      steps.push(step)
      neighbour = ownText
    }
    return steps
  }
  const nextEntries = future.slice(0, MAX_UNDONE_STEPS)
  const previousEntries = past.slice(-(MAX_STEPS - nextEntries.length)).reverse()
  const stored = {
    version: VERSION,
    future: serializeSteps(nextEntries),
    past: serializeSteps(previousEntries),
  } as const
  const indexOfSaved = (entries: Entries, count: number) =>
    entries.slice(0, count).findIndex(({ document }) => document === saved)
  const previousIndex = indexOfSaved(previousEntries, stored.past.length)
  const nextIndex = indexOfSaved(nextEntries, stored.future.length)
  const savedOffset =
    present === saved ? 0 : previousIndex >= 0 ? -1 - previousIndex : nextIndex >= 0 ? nextIndex + 1 : null
  return { ...stored, saved: savedOffset }
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 0

function parseStep(step: unknown): Step | null {
  if (!isObject(step) || !isObject(step.label)) return null
  const { start, end, text } = step
  const { en, ko } = step.label
  return isCount(start) &&
    isCount(end) &&
    typeof text === 'string' &&
    typeof en === 'string' &&
    typeof ko === 'string'
    ? { label: { en, ko }, start, end, text }
    : null
}

/** Parses the history of a document, and finds the saved document if it is one of the steps. @param text the present document,
 *  serialized */
export function parseHistory(
  stored: unknown,
  present: Document,
  text: string,
): { readonly history: History; readonly saved: Document | null } {
  let remainingWork = MAX_PROCESSED_CHARACTERS + text.length
  /** Parses steps up to the first one that does not fit its neighbour. */
  const parseSteps = (steps: unknown): Entries => {
    const entries: Entries[number][] = []
    let neighbour = text
    for (const each of Array.isArray(steps) ? steps.slice(0, MAX_STEPS) : []) {
      const step = parseStep(each)
      if (!step || step.start + step.end > neighbour.length || remainingWork <= 0) break
      neighbour = neighbour.slice(0, step.start) + step.text + neighbour.slice(neighbour.length - step.end)
      remainingWork -= neighbour.length
      try {
        entries.push({ label: step.label, document: parseDocument(neighbour) })
      } catch (error) {
        console.warn('A step of the history could not be read:', error)
        break
      }
    }
    return entries
  }
  const fields = isObject(stored) && stored.version === VERSION ? stored : {}
  const future = parseSteps(fields.future)
  const past = parseSteps(fields.past)
  const savedOffset = fields.saved
  const saved =
    savedOffset === 0
      ? present
      : typeof savedOffset !== 'number'
        ? null
        : ((savedOffset < 0 ? past[-1 - savedOffset] : future[savedOffset - 1])?.document ?? null)
  return { history: { past: [...past].reverse(), present, future, base: null, burst: null }, saved }
}
