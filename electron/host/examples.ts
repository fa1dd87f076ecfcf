/** The documents shipped with the app: assets/examples/*.loom. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Example, OpenedFile } from '../../shared/ipc/contract/index.ts'
import { isObject } from '../../shared/json.ts'
import { fileProblem, noExample } from './file-problems.ts'
import { readText } from './files.ts'

/** In the order of the lesson; other documents follow by name. */
const ORDER = [
  'lesson-vanishing',
  'lesson-he',
  'lesson-batchnorm',
  'lesson-batchnorm-before',
  'lesson-variants',
  'lesson-l2',
  'lesson-dropout',
  'lesson-optimizers',
  'residual',
  'deep-residual',
  'iris',
  'penguins',
  'cars',
  'iris-petal-width',
  'wide-and-deep',
  'lesson-early-stopping',
]

const EXTENSION = '.loom'

async function ids(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    throw fileProblem('read', folder, error)
  })
  const orderOf = (id: string) => (ORDER.includes(id) ? ORDER.indexOf(id) : ORDER.length)
  return names
    .filter((name) => name.endsWith(EXTENSION))
    .map((name) => name.slice(0, -EXTENSION.length))
    .sort((a, b) => orderOf(a) - orderOf(b) || a.localeCompare(b, 'en'))
}

/** Every example with the name in its document. */
export async function listExamples(folder: string): Promise<readonly Example[]> {
  return Promise.all(
    (await ids(folder)).map(async (id) => {
      const { text } = await readExample(folder, id)
      return { id, title: title(text) || id, text }
    }),
  )
}

/** @throws ProblemError for an id that is not in the list, so that it cannot be used as a path */
export async function readExample(folder: string, id: string): Promise<OpenedFile> {
  if (!(await ids(folder)).includes(id)) throw noExample(id)
  return readText(join(folder, id + EXTENSION))
}

function title(text: string): string {
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) && typeof parsed.name === 'string' ? parsed.name : ''
  } catch {
    return '' // opening the document reports the error
  }
}
