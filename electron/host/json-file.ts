/** Reads and writes a small JSON file in the app's folder, which other programs and versions may have written. */
import { mkdir, readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { newerVersion } from '../../shared/file-version.ts'
import { writeAtomically } from './write-file.ts'

/** @param maxBytes maximum bytes; a larger file is not read
 *  @throws Error if the file is missing, too large, not JSON, of a newer version, or does not match the schema */
export async function readJson<T>(path: string, schema: z.ZodType<T>, maxBytes: number): Promise<T> {
  const { size } = await stat(path)
  if (size > maxBytes) throw new Error(`${size} bytes`)
  const content: unknown = JSON.parse(await readFile(path, 'utf8'))
  const newer = newerVersion(content)
  if (newer !== null) throw new Error(newer)
  return schema.parse(content)
}

/** Replaces the file; makes its folder if there is none. @throws as mkdir and writeAtomically */
export async function writeJson(path: string, content: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeAtomically(path, `${JSON.stringify(content, null, 2)}\n`)
}
