/** What a person is told: one line at the foot of the canvas. What went wrong and can be acted on stays under Problems as well, until
 *  it is done, put away or no longer true. */
import { create } from 'zustand'
import type { Text } from '../../shared/text.ts'
import { clock } from '../state/clock.ts'

/** What can be done about it (attempt.ts). `false`: it was not done after all, and what is kept stays. */
export interface Action {
  readonly label: Text
  run(): unknown
}

export const TRY_AGAIN: Text = { en: 'Try again', ko: '다시 시도' }

/** `info` tells what was done, a `refusal` why something was not done, an `error` what went wrong. */
type Kind = 'info' | 'refusal' | 'error'

export interface Message {
  readonly id: string
  readonly kind: Kind
  readonly title: Text
  readonly sentences: readonly Text[]
  readonly actions: readonly Action[]
}

interface Messages {
  /** The line on the screen. */
  readonly shown: Message | null
  /** When it came (clock.ts). */
  readonly since: number
  /** Come while that one was being read, or not read yet themselves: shown after it, in turn. */
  readonly waiting: readonly Message[]
  /** Under Problems. */
  readonly kept: readonly Message[]
  /** The pointer or the focus is on the line: it stays, and no other takes its place. */
  readonly held: boolean
}

export const useMessages = create<Messages>()(() => ({
  shown: null,
  since: 0,
  waiting: [],
  kept: [],
  held: false,
}))

/** Nobody has read a line before that, in milliseconds. */
const READ_MS = 2500

const without = (messages: readonly Message[], id: string) => messages.filter((each) => each.id !== id)

/** Shows a title and the sentences after it; gives its id. The same title told again takes the place of the first. */
export function notify(
  title: Text,
  sentences: readonly Text[],
  { kind = 'error', actions = [] }: { readonly kind?: Kind; readonly actions?: readonly Action[] } = {},
): string {
  const message: Message = { id: title.en, kind, title, sentences, actions }
  const now = clock.now()
  useMessages.setState(({ shown, since, waiting, kept, held }) => ({
    ...lineWith(message, { shown, since, waiting: without(waiting, message.id), held }, now),
    kept: kind === 'error' ? [...without(kept, message.id), message] : kept,
  }))
  return message.id
}

/** What is newest is what the person has just done: it waits only for what is being read. What nobody can have read yet is shown again
 *  after it. */
function lineWith(
  message: Message,
  { shown, since, waiting, held }: Omit<Messages, 'kept'>,
  now: number,
): Omit<Messages, 'kept' | 'held'> {
  const other = shown !== null && shown.id !== message.id ? shown : null
  if (other && held) return { shown, since, waiting: [...waiting, message] }
  return {
    shown: message,
    since: now,
    waiting: other && now - since < READ_MS ? [other, ...waiting] : waiting,
  }
}

/** The line has been there long enough; what is kept stays under Problems. */
export function nextMessage(): void {
  const since = clock.now()
  useMessages.setState(({ waiting: [shown = null, ...waiting] }) => ({ shown, since, waiting, held: false }))
}

/** Takes a message away that was read or is no longer true. */
export function unnotify(id: string): void {
  useMessages.setState(({ waiting, kept }) => ({ waiting: without(waiting, id), kept: without(kept, id) }))
  if (useMessages.getState().shown?.id === id) nextMessage()
}
