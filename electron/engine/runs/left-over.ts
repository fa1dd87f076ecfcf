/** What a killed process leaves half written in a run's folder. Only whoever has the run's lock may ask: nobody writes it any more. */
import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { namesIn, removeFile } from '../clear.ts'
import { CHECKPOINTS } from '../run/checkpoint-file.ts'

const PLACES: readonly { readonly folder: string; readonly names: RegExp }[] = [
  {
    folder: '',
    names:
      /^(run\.json|metrics\.ndjson|weights-(best|last)\.safetensors)\.\d+\.part$|^run\.lock\.\d+\.[0-9a-f]+\.part$/,
  },
  { folder: CHECKPOINTS, names: /^next\.part$/ },
  { folder: 'callbacks', names: /\.\d+\.part$/ },
]
/** Somebody who asks for the lock just now has one of these for a moment. */
const ASKING = /^\.lock\.[0-9a-f]+\.part$/
const MOMENT = 60_000

export function removeParts(run: string): void {
  for (const { folder, names } of PLACES)
    for (const name of namesIn(join(run, folder))) {
      const path = join(run, folder, name)
      if (names.test(name) || (ASKING.test(name) && isOld(path))) removeFile(path)
    }
}

const isOld = (path: string): boolean => {
  const file = lstatSync(path, { throwIfNoEntry: false })
  return file !== undefined && Date.now() - file.mtimeMs > MOMENT
}
