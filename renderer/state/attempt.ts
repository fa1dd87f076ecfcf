/** Runs an action that nobody awaits: a click, a key, a drop. Errors, synchronous or not, are shown as messages. */
import { type Text, untranslated } from '../../shared/text.ts'
import {
  type Action,
  dismissMessage,
  type Message,
  notify,
  showNextMessage,
  TRY_AGAIN,
  useMessages,
} from './notify.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

/** @param title title of the action @returns the result of the action; `false` if it failed */
export async function attempt(title: Text, work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    console.warn(`“${title.en}” went wrong:`, error)
    notify({ en: `“${title.en}” failed`, ko: `‘${title.ko}’ 작업을 하지 못했습니다` }, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => attempt(title, work) }],
    })
    return false
  }
}

/** Runs the action of a message. */
export async function runAction(message: Message, { label, run }: Action): Promise<void> {
  if (useMessages.getState().shown === message) showNextMessage()
  const work = () => run()
  const done =
    message.kind === 'error'
      ? await retryMessageAction(message, work)
      : (await attempt(label, work)) !== false
  // A second failure has shown a new message, which replaced this one.
  if (done && useMessages.getState().failures.includes(message)) dismissMessage(message.id)
}

/** Runs the action of an error message. A further failure shows the same message again with the new reason. */
async function retryMessageAction({ title, actions }: Message, work: () => unknown): Promise<boolean> {
  try {
    return (await work()) !== false
  } catch (error) {
    console.warn(`“${title.en}” could not be mended:`, error)
    notify(title, sentencesOf(error), { actions })
    return false
  }
}

/** Shows uncaught errors as messages, so that no action fails silently. @returns a function that stops */
export function followFailures(): () => void {
  const report = (reason: unknown) => {
    // A lost connection rejects every pending call and has its own message.
    if (useApp.getState().lostConnection) return
    const { message } = reason instanceof Error ? reason : { message: String(reason) }
    notify({ en: 'An action failed', ko: '작업이 실패했습니다' }, [
      untranslated(message),
      {
        en: 'This is an error in Layerloom; the document is unchanged. Save it, and reload the window if this happens again.',
        ko: 'Layerloom의 오류이며 문서는 그대로입니다. 저장하고, 다시 일어나면 창을 새로고침하세요.',
      },
    ])
  }
  const onRejection = (event: PromiseRejectionEvent) => report(event.reason)
  // Notices of the browser itself, such as a ResizeObserver loop limit, have no error.
  const onError = (event: ErrorEvent) => event.error != null && report(event.error)
  window.addEventListener('unhandledrejection', onRejection)
  window.addEventListener('error', onError)
  return () => {
    window.removeEventListener('unhandledrejection', onRejection)
    window.removeEventListener('error', onError)
  }
}
