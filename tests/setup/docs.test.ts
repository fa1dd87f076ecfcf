/** The documents name files and folders that exist. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
]

/** Paths in code spans that start at a folder of the repository, and relative links. */
function pathsIn(document: string): readonly string[] {
  const text = readFileSync(join(root, document), 'utf8')
  const spans = [
    ...text.matchAll(/`((?:shared|electron|renderer|tests|bench|scripts|docs|assets)\/[\w./-]+)`/g),
  ]
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
  return [
    ...spans.map(([, path]) => join(root, path!)),
    ...links.map(([, path]) => resolve(root, dirname(document), path!)),
  ]
}

it.each(documents)('%s', (document) => {
  expect(pathsIn(document).filter((path) => !existsSync(path))).toEqual([])
})

it('the paths are found', () => {
  expect(documents.flatMap(pathsIn).length).toBeGreaterThan(60)
})
