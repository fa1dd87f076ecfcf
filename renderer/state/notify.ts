/** Messages to the user: one line at the bottom of the canvas. Errors are also listed under Problems until they are resolved, dismissed
 *  or no longer true. */
import { create } from 'zustand'
import type { Text } from '../../shared/text.ts'
import { clock } from './clock.ts'

/** An action of a message (attempt.ts). If it returns `false`, it was not carried out and the message stays. */
export interface Action {
  readonly label: Text
  run(): unknown
}

export const TRY_AGAIN: Text = { en: 'Try again', ko: '다시 시도' }

/** `info` reports a completed action, `refusal` the reason why nothing was done, `error` a failure. */
type Kind = 'info' | 'refusal' | 'error'

export interface Message {
  readonly id: string
  readonly kind: Kind
  readonly title: Text
  readonly sentences: readonly Text[]
  readonly actions: readonly Action[]
}

interface Messages {
  /** The visible message. */
  readonly shown: Message | null
  /** Time at which it was shown (clock.ts). */
  readonly since: number
  /** Messages that arrived while another one was being read, or that were displaced before they were read. They are shown next, in
   *  order. */
  readonly waiting: readonly Message[]
  /** Messages about actions that failed, which the Problems tab lists. */
  readonly failures: readonly Message[]
  /** Whether the pointer or the focus is on the message. While it is, the message stays and no other replaces it. */
  readonly held: boolean
}

export const useMessages = create<Messages>()(() => ({
  shown: null,
  since: 0,
  waiting: [],
  failures: [],
  held: false,
}))

/** Minimum time in which a message can be read, in milliseconds. */
const MIN_VISIBLE_MS = 2500

const without = (messages: readonly Message[], id: string) => messages.filter((each) => each.id !== id)

/** Shows a title followed by sentences. A message with the same title replaces the earlier one. @returns the id of the message */
export function notify(
  title: Text,
  sentences: readonly Text[],
  { kind = 'error', actions = [] }: { readonly kind?: Kind; readonly actions?: readonly Action[] } = {},
): string {
  const message: Message = { id: title.en, kind, title, sentences, actions }
  const now = clock.now()
  useMessages.setState(({ shown, since, waiting, failures, held }) => ({
    ...nextLine(message, { shown, since, waiting: without(waiting, message.id), held }, now),
    failures: kind === 'error' ? [...without(failures, message.id), message] : failures,
  }))
  return message.id
}

/** The newest message concerns the user's last action, so it waits only for a message that is being read. A message displaced before it
 *  could be read is shown again afterwards. */
function nextLine(
  message: Message,
  { shown, since, waiting, held }: Omit<Messages, 'failures'>,
  now: number,
): Omit<Messages, 'failures' | 'held'> {
  const current = shown !== null && shown.id !== message.id ? shown : null
  if (current && held) return { shown, since, waiting: [...waiting, message] }
  return {
    shown: message,
    since: now,
    waiting: current && now - since < MIN_VISIBLE_MS ? [current, ...waiting] : waiting,
  }
}

/** Ends the visible message and shows the next one. Messages under Problems stay. */
export function showNextMessage(): void {
  const since = clock.now()
  useMessages.setState(({ waiting: [shown = null, ...waiting] }) => ({ shown, since, waiting, held: false }))
}

/** Dismisses a message that was read or is no longer true. */
export function dismissMessage(id: string): void {
  useMessages.setState(({ waiting, failures }) => ({
    waiting: without(waiting, id),
    failures: without(failures, id),
  }))
  if (useMessages.getState().shown?.id === id) showNextMessage()
}
