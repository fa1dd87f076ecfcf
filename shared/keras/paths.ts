/** Paths of files as Python. */
import { text } from './printer.ts'

const isAbsolute = (path: string): boolean => /^([/\\]|[A-Za-z]:)/.test(path)

/** A relative path is relative to the program, as it is relative to the document in the app. */
export function pathCode(path: string): string {
  if (isAbsolute(path)) return `Path(${text(path)})`
  return /^[^/\\]*[^/\\.]$/.test(path)
    ? `Path(__file__).with_name(${text(path)})`
    : `Path(__file__).parent / ${text(path)}`
}
