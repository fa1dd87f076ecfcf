/** Copy, cut and paste as the browser carries them out: by key or by the native menu. The event
 *  brings the text with it, so no permission is asked. What is typed into a text field stays there. */
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
