/** A message that stays until it is read: what went wrong and why. */
import { notifications } from '@mantine/notifications'
import type { Text } from '../../shared/text.ts'
import { useApp } from '../state/store.ts'

const CLOSE: Text = { en: 'Close', ko: '닫기' }

/** Shows a title and the sentences below it in the chosen language; gives its id. Errors stay; a plain `info` goes by itself. */
export function notify(title: Text, sentences: readonly Text[], kind: 'error' | 'info' = 'error'): string {
  const { language } = useApp.getState()
  return notifications.show({
    title: title[language],
    message: sentences.map((s) => s[language]).join('\n'),
    color: kind === 'error' ? 'red' : 'accent',
    autoClose: kind === 'error' ? false : 4000,
    withBorder: true,
    role: kind === 'error' ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': CLOSE[language] },
    styles: { description: { whiteSpace: 'pre-line', color: 'var(--ink2)' } },
  })
}

/** Takes a message away that is no longer true. */
export const unnotify = (id: string): void => void notifications.hide(id)
