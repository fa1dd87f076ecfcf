/** A message that stays until it is read: what went wrong and why. */
import { randomId } from '@mantine/hooks'
import { notifications } from '@mantine/notifications'
import { createElement } from 'react'
import type { Text } from '../../shared/text.ts'
import { useApp } from '../state/store.ts'

const CLOSE: Text = { en: 'Close', ko: '닫기' }

const BUTTON = {
  minHeight: 28,
  padding: '2px 10px',
  font: 'inherit',
  color: 'var(--accent)',
  cursor: 'pointer',
  background: 'var(--accent-soft)',
  border: 0,
  borderRadius: 4,
}

/** What can be done about it, once. */
interface Action {
  readonly label: Text
  run(): void
}

/** Shows a title and the sentences below it in the chosen language; gives its id. Errors stay; a plain `info` goes by itself, later where
 *  something can be done. */
export function notify(
  title: Text,
  sentences: readonly Text[],
  kind: 'error' | 'info' = 'error',
  action?: Action,
): string {
  const { language } = useApp.getState()
  const id = randomId()
  const press = () => {
    notifications.hide(id)
    action?.run()
  }
  const button =
    action &&
    createElement('button', { type: 'button', style: BUTTON, onClick: press }, action.label[language])
  return notifications.show({
    id,
    title: title[language],
    message: button ?? sentences.map((s) => s[language]).join('\n'),
    color: kind === 'error' ? 'red' : 'accent',
    autoClose: kind === 'error' ? false : action ? 12_000 : 4000,
    withBorder: true,
    role: kind === 'error' ? 'alert' : 'status',
    closeButtonProps: { 'aria-label': CLOSE[language] },
    styles: { description: { whiteSpace: 'pre-line', color: 'var(--ink2)' } },
  })
}

/** Takes a message away that is no longer true. */
export const unnotify = (id: string): void => void notifications.hide(id)
