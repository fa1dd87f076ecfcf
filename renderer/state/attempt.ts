/** Does what a person asked for where nothing waits for its end: a press, a key, a drop. What goes wrong, now or later, is told here. */
import { same, type Text } from '../../shared/text.ts'
import {
  type Action,
  type Message,
  nextMessage,
  notify,
  TRY_AGAIN,
  unnotify,
  useMessages,
} from '../ui/notify.ts'
import { sentencesOf } from './problems.ts'
import { useApp } from './store.ts'

/** @param what was asked for, in the words of its button @returns what came of it; `false` when it went wrong */
export async function attempt(what: Text, work: () => unknown): Promise<unknown> {
  try {
    return await work()
  } catch (error) {
    console.warn(`“${what.en}” went wrong:`, error)
    notify(
      { en: `“${what.en}” was not done`, ko: `‘${what.ko}’ 작업을 하지 못했습니다` },
      sentencesOf(error),
      { actions: [{ label: TRY_AGAIN, run: () => attempt(what, work) }] },
    )
    return false
  }
}

/** Does what a message offers. */
export async function act(message: Message, { label, run }: Action): Promise<void> {
  if (useMessages.getState().shown === message) nextMessage()
  const work = () => run()
  const done =
    message.kind === 'error' ? await attemptFor(message, work) : (await attempt(label, work)) !== false
  // What went wrong once more was told once more, and is another message.
  if (done && useMessages.getState().kept.includes(message)) unnotify(message.id)
}

/** What went wrong goes wrong once more: told as before, with what is known now. */
async function attemptFor({ title, actions }: Message, work: () => unknown): Promise<boolean> {
  try {
    return (await work()) !== false
  } catch (error) {
    console.warn(`“${title.en}” could not be mended:`, error)
    notify(title, sentencesOf(error), { actions })
    return false
  }
}

/** What nobody has caught is told as well, so that nothing only seems to have been done. Gives the way to stop. */
export function followFailures(): () => void {
  const tell = (reason: unknown) => {
    // A lost connection, which each call that waits ends with, has words of its own.
    if (useApp.getState().lost) return
    const { message } = reason instanceof Error ? reason : { message: String(reason) }
    notify({ en: 'Something was not done', ko: '하지 못한 일이 있습니다' }, [
      same(message),
      {
        en: 'This is a mistake in Layerloom; the document is as it was. Save it, and load the window again if this comes back.',
        ko: 'Layerloom의 잘못이며 문서는 그대로입니다. 저장하고, 되풀이되면 창을 다시 불러오세요.',
      },
    ])
  }
  const onRejection = (event: PromiseRejectionEvent) => tell(event.reason)
  // A browser's own notice, as of an observer that comes round too late, has no error.
  const onError = (event: ErrorEvent) => event.error != null && tell(event.error)
  window.addEventListener('unhandledrejection', onRejection)
  window.addEventListener('error', onError)
  return () => {
    window.removeEventListener('unhandledrejection', onRejection)
    window.removeEventListener('error', onError)
  }
}
