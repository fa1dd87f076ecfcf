/** The window runs in the Chromium of the oldest supported Electron, 108: its sources call nothing that is newer. Types do not tell,
 *  and what is bundled is not rewritten. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const NEWER =
  /\.(toSorted|toReversed|toSpliced)\(|\b(Object|Map)\.groupBy\(|\bPromise\.(withResolvers|try)\(|\bArray\.fromAsync\(|\bURL\.canParse\(/

it('calls nothing that Chromium 108 does not have', () => {
  const sources = ['renderer', 'shared'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, i) => (NEWER.test(line) ? [`${path}:${i + 1} ${line.trim()}`] : [])),
  )
  expect(found).toEqual([])
})
