/** Undo history. The document is immutable, so earlier documents are stored by reference. Pure: no clock, no store. */
import type { Document } from '../../shared/document/document.ts'
import type { Text } from '../../shared/text.ts'

/** A change of the document: receives the document and returns the next one, or the same object if nothing changes. */
export type Recipe = (document: Document) => Document

interface Entry {
  /** The action that followed this document: "Move Dense". */
  readonly label: Text
  readonly document: Document
}

export interface History {
  readonly past: readonly Entry[]
  readonly present: Document
  readonly future: readonly Entry[]
  /** The last committed document while a preview (a drag, a slider) is visible. */
  readonly base: Document | null
  /** Key and time (clock.ts) of the last edit. A burst of edits with the same key (arrow keys) stays one step. */
  readonly burst: { readonly key: string; readonly at: number } | null
}

/** Maximum number of steps. With structural sharing, one step takes a few KiB. */
const LIMIT = 10_000
/** A burst ends after this many milliseconds without an edit of the same key. */
const BURST_TIMEOUT_MS = 500

/** The document without the preview. */
export const committed = ({ base, present }: History): Document => base ?? present

export const start = (document: Document): History => ({
  past: [],
  present: document,
  future: [],
  base: null,
  burst: null,
})

/** Applies a change without adding a step. The next edit absorbs it, `cancel` discards it. */
export function preview(history: History, recipe: Recipe): History {
  const present = recipe(history.present)
  if (present === history.present) return history
  return { ...history, present, base: history.base ?? history.present, burst: null }
}

/** Commits one named step. Edits with the same `burst` key less than 500 ms apart are merged into one step, which takes the label of the
 *  last edit. */
export function edit(
  history: History,
  label: Text,
  recipe: Recipe,
  burst: { readonly key: string; readonly at: number } | null = null,
): History {
  const previous = history.base ?? history.present
  const present = recipe(history.present)
  if (present === previous) return { ...history, present, base: null }
  const isMerged =
    burst !== null &&
    history.base === null &&
    history.burst?.key === burst.key &&
    burst.at - history.burst.at < BURST_TIMEOUT_MS &&
    history.past.length > 0
  const past = isMerged
    ? [...history.past.slice(0, -1), { ...history.past.at(-1)!, label }]
    : [...history.past, { label, document: previous }].slice(-LIMIT)
  return { past, present, future: [], base: null, burst }
}

/** Applies what follows from an edit: it belongs to the last step if that changed `part`, and is a step of its own otherwise. During a
 *  preview, and where steps could be redone, nothing happens. */
export function follow(
  history: History,
  label: Text,
  recipe: Recipe,
  part: (document: Document) => unknown,
): History {
  const { past, present, future, base } = history
  if (base !== null || future.length > 0) return history
  const next = recipe(present)
  if (next === present) return history
  const last = past.at(-1)
  return last && part(last.document) !== part(present)
    ? { ...history, present: next, burst: null }
    : edit(history, label, recipe)
}

/** Discards the preview. */
export const cancel = (history: History): History =>
  history.base === null ? history : { ...history, present: history.base, base: null }

export function undo(history: History): History {
  if (history.base !== null) return cancel(history)
  const last = history.past.at(-1)
  if (!last) return history
  return {
    past: history.past.slice(0, -1),
    present: last.document,
    future: [{ label: last.label, document: history.present }, ...history.future],
    base: null,
    burst: null,
  }
}

export function redo(history: History): History {
  const [next, ...future] = history.future
  if (!next || history.base !== null) return history
  return {
    past: [...history.past, { label: next.label, document: history.present }],
    present: next.document,
    future,
    base: null,
    burst: null,
  }
}

/** Undoes or redoes until `steps` steps are applied; 0 is the document as it was opened. */
export function jump(history: History, steps: number): History {
  const { past, present, future } = cancel(history)
  const labels = [...past, ...future].map((entry) => entry.label)
  const documents = [...past.map((e) => e.document), present, ...future.map((e) => e.document)]
  const index = Math.min(Math.max(steps, 0), labels.length)
  return {
    past: labels.slice(0, index).map((label, i) => ({ label, document: documents[i]! })),
    present: documents[index]!,
    future: labels.slice(index).map((label, i) => ({ label, document: documents[index + i + 1]! })),
    base: null,
    burst: null,
  }
}
