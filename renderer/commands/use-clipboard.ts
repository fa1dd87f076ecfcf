/** Handles the browser's copy, cut and paste events, from keys and the native menu. The event contains the text, so no
 *  permission is needed. Events in a text field are left to it. */
import { useEffect } from 'react'
import { cutSelection, pasteTextAt, textOfSelection } from '../edits/selection.ts'
import { useApp } from '../state/store.ts'
import { selectedCount } from './state.ts'
import { handlesOwnKeys, isTyping } from './use-shortcuts.ts'

const shouldHandle = (event: ClipboardEvent): boolean =>
  !event.defaultPrevented &&
  !isTyping(event.target) &&
  !handlesOwnKeys(event.target) &&
  useApp.getState().dialog === null &&
  useApp.getState().workspace === 'design'

export function useClipboard(): void {
  useEffect(() => {
    const onCopy = (event: ClipboardEvent) => {
      const hasTextSelection = String(getSelection() ?? '') !== ''
      if (!shouldHandle(event) || hasTextSelection || selectedCount(useApp.getState()) === 0) return
      event.clipboardData?.setData('text/plain', textOfSelection())
      event.preventDefault()
      if (event.type === 'cut') cutSelection()
    }
    const onPaste = (event: ClipboardEvent) => {
      if (!shouldHandle(event)) return
      event.preventDefault()
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (text !== '') pasteTextAt(text)
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
