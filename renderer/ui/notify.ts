/** What a person is told: one line at the foot of the canvas. What went wrong and can be acted on stays under Problems as well, until
 *  it is done, put away or no longer true. */
import { create } from 'zustand'
import type { Text } from '../../shared/text.ts'

/** What can be done about it. `false`: it was not done after all, and what is kept stays. */
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
  /** Come while that one was being read: shown after it, in turn. */
  readonly waiting: readonly Message[]
  /** Under Problems. */
  readonly kept: readonly Message[]
  /** The pointer or the focus is on the line: it stays, and no other takes its place. */
  readonly held: boolean
}

export const useMessages = create<Messages>()(() => ({ shown: null, waiting: [], kept: [], held: false }))

const without = (messages: readonly Message[], id: string) => messages.filter((each) => each.id !== id)

/** Shows a title and the sentences after it; gives its id. The same title told again takes the place of the first. */
export function notify(
  title: Text,
  sentences: readonly Text[],
  { kind = 'error', actions = [] }: { readonly kind?: Kind; readonly actions?: readonly Action[] } = {},
): string {
  const message: Message = { id: title.en, kind, title, sentences, actions }
  useMessages.setState(({ shown, waiting, kept, held }) => ({
    // What is newest is what the person has just done, and waits only for what is being read.
    ...(held && shown !== null && shown.id !== message.id
      ? { waiting: [...without(waiting, message.id), message] }
      : { shown: message, waiting: without(waiting, message.id) }),
    kept: kind === 'error' ? [...without(kept, message.id), message] : kept,
  }))
  return message.id
}

/** The line has been there long enough; what is kept stays under Problems. */
export function nextMessage(): void {
  useMessages.setState(({ waiting: [shown = null, ...waiting] }) => ({ shown, waiting, held: false }))
}

/** Takes a message away that was read or is no longer true. */
export function unnotify(id: string): void {
  useMessages.setState(({ waiting, kept }) => ({ waiting: without(waiting, id), kept: without(kept, id) }))
  if (useMessages.getState().shown?.id === id) nextMessage()
}

/** Does what a message offers. */
export async function act(message: Message, { run }: Action): Promise<void> {
  if (useMessages.getState().shown === message) nextMessage()
  // What went wrong once more was told once more, and is another message.
  if ((await run()) !== false && useMessages.getState().kept.includes(message)) unnotify(message.id)
}
