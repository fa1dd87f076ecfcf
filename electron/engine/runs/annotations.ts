/** annotations.json: what a person adds to a run. The folder may come from an untrusted source. */
import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { newerVersion } from '../../../shared/file-version.ts'
import { type Annotations, annotations } from '../../../shared/ipc/contract/engine/run-list.ts'
import { ProblemError } from '../../../shared/problem.ts'
import { replaceFile } from '../../system/replace-file.ts'
import { reportRunFolderErrors } from '../run-folder/run-files.ts'
import { notRegularFile } from '../run-folder/texts.ts'
import * as texts from './texts.ts'

export const ANNOTATIONS = 'annotations.json'
export const NO_ANNOTATIONS: Annotations = { starred: false, name: '', note: '', tags: [] }

const MAX_BYTES = 256 * 1024

const fileSchema = annotations
  .extend({ format: z.literal('layerloom-annotations'), version: z.literal(1) })
  .transform(({ format: _format, version: _version, ...rest }) => rest)

/** @throws ProblemError if the file is there but is not what it should be */
export function readAnnotations(folder: string): Annotations {
  const path = join(folder, ANNOTATIONS)
  const file = lstatSync(path, { throwIfNoEntry: false })
  if (!file) return NO_ANNOTATIONS
  if (!file.isFile()) throw new ProblemError([notRegularFile(path)])
  if (file.size > MAX_BYTES) throw new ProblemError([texts.badAnnotations(path)])
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'))
    const newer = newerVersion(content)
    if (newer !== null) throw new ProblemError([texts.newerAnnotations(path, newer)])
    return fileSchema.parse(content)
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError([texts.badAnnotations(path)])
  }
}

/** Replaces the given parts; a file that cannot be read is not overwritten. @throws ProblemError */
export function writeAnnotations(folder: string, changes: Partial<Annotations>): Annotations {
  const next = { ...readAnnotations(folder), ...changes }
  const text = JSON.stringify({ format: 'layerloom-annotations', version: 1, ...next }, null, 2)
  reportRunFolderErrors(folder, () => replaceFile(join(folder, ANNOTATIONS), [Buffer.from(`${text}\n`)]))
  return next
}
