/** Removes partial files that a killed process left in a run's folder. Only the holder of the run's lock may call it: no other process
 *  writes there then. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn, removeFile } from '../../system/remove-files.ts'
import { CHECKPOINTS } from '../run-folder/checkpoint-file.ts'

const PARTIAL_FILES: readonly { readonly folder: string; readonly names: RegExp }[] = [
  {
    folder: '',
    names:
      /^(run\.json|metrics\.ndjson|signals\.ndjson|weights-(best|last)\.safetensors)\.\d+\.part$|^run\.lock\.\d+\.[0-9a-f]+\.part$/,
  },
  { folder: CHECKPOINTS, names: /^next\.part$/ },
  { folder: 'callbacks', names: /\.\d+\.part$/ },
]
/** A process that acquires the lock creates such a file for a moment. */
const LOCK_REQUEST = /^\.lock\.[0-9a-f]+\.part$/
const LOCK_REQUEST_TIMEOUT = 60_000

export function removePartialFiles(run: string): void {
  for (const { folder, names } of PARTIAL_FILES)
    for (const name of namesIn(join(run, folder))) {
      const path = join(run, folder, name)
      if (names.test(name) || (LOCK_REQUEST.test(name) && isOld(path))) removeFile(path)
    }
}

const isOld = (path: string): boolean => {
  const file = lstatSync(path, { throwIfNoEntry: false })
  return file !== undefined && Date.now() - file.mtimeMs > LOCK_REQUEST_TIMEOUT
}
