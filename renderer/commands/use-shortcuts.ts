/** Runs commands by their shortcuts. Keys in a text field are left to it. */
import { useEffect } from 'react'
import { useApp } from '../state/store.ts'
import { commands, runCommand } from './commands.ts'
import { matches } from './shortcut.ts'

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'range', 'button'].includes(target.type)))

/** Whether the element is in a list, a menu or a dialog, which handle letters and Delete themselves. */
export const handlesOwnKeys = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[role="dialog"], [role="menu"], [role="listbox"], [data-own-keys]') !== null

export function useShortcuts(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const typing = isTyping(event.target)
      const state = useApp.getState()
      for (const command of commands) {
        if (command.handledByBrowser || !command.shortcuts.some((shortcut) => matches(shortcut, event)))
          continue
        const onList = command.onLists && event.target instanceof HTMLSelectElement
        if ((typing || handlesOwnKeys(event.target)) && !command.whileTyping && !onList) continue
        if (state.dialog && command.id !== 'commands') continue
        if (!command.enabled(state)) {
          // Prevents the browser's default (save the page, print it).
          if (command.whileTyping) event.preventDefault()
          continue
        }
        event.preventDefault()
        runCommand(command)
        return
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
