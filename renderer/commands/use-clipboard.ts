/** Handles the browser's copy, cut and paste events, from keys and the native menu. The event contains the text, so no
 *  permission is needed. Events in a text field are left to it. */
import { useEffect } from 'react'
import { useApp } from '../state/store.ts'
import { cutSelection, pasteTextHere, textOfSelection } from './selection.ts'
import { items } from './state.ts'
import { isElsewhere, isTyping } from './use-shortcuts.ts'

const isOurs = (event: ClipboardEvent): boolean =>
  !event.defaultPrevented &&
  !isTyping(event.target) &&
  !isElsewhere(event.target) &&
  useApp.getState().dialog === null

export function useClipboard(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const marked = String(getSelection() ?? '') !== ''
      if (!isOurs(event) || marked || items(useApp.getState()) === 0) return
      event.clipboardData?.setData('text/plain', textOfSelection())
      event.preventDefault()
      if (event.type === 'cut') cutSelection()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (!isOurs(event)) return
      event.preventDefault()
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text !== '') pasteTextHere(text)
    }
    window.addEventListener('copy', onCopy)
    window.addEventListener('cut', onCopy)
    window.addEventListener('paste', onPaste)
    return () => {
      window.removeEventListener('copy', onCopy)
      window.removeEventListener('cut', onCopy)
      window.removeEventListener('paste', onPaste)
    }
  }, [])
}
