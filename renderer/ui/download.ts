/** Offers a file that the page has made: a browser saves it among its downloads, the desktop asks where. */

/** Milliseconds after which the file is surely taken. */
const KEPT = 60_000

export function download(content: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT)
}
