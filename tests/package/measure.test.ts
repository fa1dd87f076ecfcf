/** The figures of a package as a table, and how a Debian package is compressed. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pathInPackages } from '../../scripts/package/engine-files.mjs'
import { compressionOf, tableOf } from '../../scripts/package/measure.mjs'

const folder = mkdtempSync(join(tmpdir(), 'layerloom-measure-'))
afterAll(() => rmSync(folder, { recursive: true }))

it('a figure without a goal has a dash', () => {
  expect(
    tableOf([
      { title: 'installed', goal: '≤ 1,100 MB', value: '990 MB' },
      { title: 'of it Node', goal: '', value: '108 MB' },
    ]).split('\n'),
  ).toEqual([
    '| what | measured | goal |',
    '|---|---|---|',
    '| installed | 990 MB | ≤ 1,100 MB |',
    '| of it Node | 108 MB | – |',
  ])
})

it.each([
  ['data.tar.xz', 'xz'],
  ['data.tar.zst', 'zst'],
  ['data.tar   ', 'none'],
])('a member %s is compressed as %s', (member, expected) => {
  const file = join(folder, 'a.deb')
  writeFileSync(file, `!<arch>\ndebian-binary   0 0 0 100644 4\n2.0\ncontrol.tar.xz  …${member}…`)
  expect(compressionOf(file)).toBe(expected)
})

it('the files of packages among the modules of a bundle', () => {
  expect(pathInPackages('/clone/node_modules/zod/v4/index.js')).toEqual(['node_modules/zod/v4/index.js'])
  expect(pathInPackages('/clone/node_modules/a/node_modules/b/c.js?commonjs')).toEqual([
    'node_modules/a/node_modules/b/c.js',
  ])
  expect(pathInPackages('/clone/dist/engine/index.mjs')).toEqual([])
  expect(pathInPackages('\0rolldown/runtime.js')).toEqual([])
})
