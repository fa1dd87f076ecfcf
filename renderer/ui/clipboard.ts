/** Clipboard access for text. Falls back to copying by selection where the clipboard API is not available (an insecure origin, a host
 *  that denies the permission). */

/** @returns whether the text was copied */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    console.info('The clipboard refuses; copying by selection instead:', error)
    return copyBySelection(text)
  }
}

/** The text of the clipboard; `null` if the page may not read it. */
export async function readText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch (error) {
    console.info('The clipboard may not be read:', error)
    return null
  }
}

function copyBySelection(text: string): boolean {
  const previouslyFocused = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'hidden-text'
  area.setAttribute('aria-hidden', 'true')
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (previouslyFocused instanceof HTMLElement) previouslyFocused.focus()
  return copied
}
