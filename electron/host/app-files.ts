/** Paths of the parts of the app below its root folder. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface AppFiles {
  readonly root: string
  readonly renderer: string
  readonly engineEntry: string
  readonly examples: string
  /** Only in a package. */
  readonly licences: string
  /** The parts beside the engine in a package, with relative paths; a clone has none. */
  readonly runtime: string
}

/** In a package the root is an archive that only Electron can read; the files of the engine (plain Node) are unpacked next to it. */
export function appFiles(root: string): AppFiles {
  const unpacked = root.replace(/app\.asar$/, 'app.asar.unpacked')
  return {
    root,
    renderer: join(root, 'dist', 'renderer'),
    engineEntry: join(unpacked, 'dist', 'engine', 'index.mjs'),
    examples: join(unpacked, 'assets', 'examples'),
    licences: join(unpacked, 'licences.json'),
    runtime: join(unpacked, 'runtime.json'),
  }
}

/** The nearest folder at or above `start` that contains assets/examples. Works from source and from dist. */
export function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'assets', 'examples'))) return folder
    if (dirname(folder) === folder) throw new Error(`no folder assets/examples at or above ${start}`)
  }
}
