/** Folder of callbacks: a subfolder of the run's folder, whatever path a document names. */
import { join } from 'node:path'

const FOLDER = 'callbacks'
const MAX_LENGTH = 100

export const callbacksFolder = (run: string): string => join(run, FOLDER)

/** The last part of a path, without characters that a file system rejects or interprets. */
export function fileName(path: string, fallback: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[. ]+|[. ]+$/g, '')
    .slice(0, MAX_LENGTH)
  return name === '' ? fallback : name
}
