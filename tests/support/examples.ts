/** The examples that the app includes. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseDocument } from '../../shared/document/file.ts'
import type { Program } from './programs/program.ts'

export const EXAMPLES_FOLDER = fileURLToPath(new URL('../../assets/examples/', import.meta.url))

export const EXAMPLES: readonly Program[] = readdirSync(EXAMPLES_FOLDER)
  .filter((name) => name.endsWith('.loom'))
  .map((name) => ({
    name: name.replace('.loom', ''),
    document: parseDocument(readFileSync(join(EXAMPLES_FOLDER, name), 'utf8')),
    data: null,
  }))
