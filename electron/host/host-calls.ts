/** HostCalls over the file system: what the desktop and the web host share. Each adds what only it has. */
import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { HostCalls, HostInfo } from '../../shared/ipc/contract.ts'
import { listExamples, readExample } from './examples.ts'
import { noDialogs, readOnlyRoot, wrongExtension } from './file-problems.ts'
import { EXTENSIONS, hasExtension, readText, target, writeText } from './files.ts'
import { insideRoots, isInside, listFolder } from './folders.ts'

export interface HostOptions {
  readonly info: HostInfo
  /** Folder with the examples; nothing is ever written into it. */
  readonly examples: string
  /** Folders that may be listed, read and written (real paths); `null`: anything the person names (the desktop's dialogs). */
  readonly roots: readonly string[] | null
  /** Document given on the command line; asked for once. */
  readonly takeInitial: () => string | null
  /** A path the window has opened or saved. */
  readonly used?: (path: string) => void
}

export function hostCalls(options: HostOptions): HostCalls {
  const { examples, roots, used = () => {} } = options
  const readable = async (path: string) =>
    roots ? insideRoots([...roots, await realpath(examples)], path) : resolve(path)

  const calls: HostCalls = {
    info: async () => options.info,
    examples: () => listExamples(examples),
    readExample: (id) => readExample(examples, id),
    chooseFile: async () => {
      throw noDialogs()
    },
    listFolder: async (path, kind) => {
      if (!roots) throw noDialogs()
      return listFolder([...roots, await realpath(examples)], path, kind)
    },
    readDocument: async (path) => {
      const real = await readable(path)
      if (!hasExtension(real, 'document')) throw wrongExtension(real, EXTENSIONS.document[0]!)
      const file = await readText(real)
      used(file.path)
      return file
    },
    writeText: async (path, text, kind) => {
      const real = roots ? await insideRoots(roots, await target(path, kind)) : await target(path, kind)
      if (isInside(await realpath(examples), real)) throw readOnlyRoot(real)
      const file = await writeText(real, text, kind)
      used(file.path)
      return file
    },
    initialDocument: async () => {
      const path = options.takeInitial()
      if (path === null) return null
      const file = await readText(path)
      used(file.path)
      return file
    },
    setTitle: async () => {},
  }
  return calls
}
