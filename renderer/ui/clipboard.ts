/** Text onto the clipboard, also where the page may not use the clipboard directly (an address that is not secure, a host
 *  that refuses the permission). */

/** True when the text is on the clipboard. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch (error) {
    console.info('The clipboard refuses; copying by selection instead:', error)
    return copyBySelection(text)
  }
}

/** The text on the clipboard; null where the page may not read it. */
export async function readText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch (error) {
    console.info('The clipboard may not be read:', error)
    return null
  }
}

function copyBySelection(text: string): boolean {
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'hidden-text'
  area.setAttribute('aria-hidden', 'true')
  document.body.append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  return copied
}
