/** Where the parts of the app lie below its root folder. */
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface AppFiles {
  readonly root: string
  readonly renderer: string
  readonly engine: string
  readonly examples: string
}

/** In a package the root is an archive only Electron can read; what the engine (plain Node) reads lies unpacked beside it. */
export function appFiles(root: string): AppFiles {
  const plain = root.replace(/app\.asar$/, 'app.asar.unpacked')
  return {
    root,
    renderer: join(root, 'dist', 'renderer'),
    engine: join(plain, 'dist', 'engine', 'index.mjs'),
    examples: join(plain, 'assets', 'examples'),
  }
}

/** The nearest folder at or above `start` that holds assets/examples. Works from source and from dist. */
export function findRoot(start: string): string {
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'assets', 'examples'))) return folder
    if (dirname(folder) === folder) throw new Error(`no folder assets/examples at or above ${start}`)
  }
}
