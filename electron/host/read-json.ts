/** A small JSON file of the app's own folder, which other programs and versions may have written into. */
import { readFile, stat } from 'node:fs/promises'
import type { z } from 'zod'

/** @param most bytes; a larger file is not read
 *  @throws Error for what is not there, too large, no JSON, or not of this schema */
export async function readJson<T>(path: string, schema: z.ZodType<T>, most: number): Promise<T> {
  const { size } = await stat(path)
  if (size > most) throw new Error(`${size} bytes`)
  return schema.parse(JSON.parse(await readFile(path, 'utf8')))
}
