/** The figures of a package as a table, and the files of packages in a bundle. */
import { expect, it } from 'vitest'
import { pathInPackages } from '../../scripts/package/engine-files.mjs'
import { tableOf } from '../../scripts/package/measure.mjs'

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

it('the files of packages among the modules of a bundle', () => {
  expect(pathInPackages('/clone/node_modules/zod/v4/index.js')).toEqual(['node_modules/zod/v4/index.js'])
  expect(pathInPackages('/clone/node_modules/a/node_modules/b/c.js?commonjs')).toEqual([
    'node_modules/a/node_modules/b/c.js',
  ])
  expect(pathInPackages('/clone/dist/engine/index.mjs')).toEqual([])
  expect(pathInPackages('\0rolldown/runtime.js')).toEqual([])
})
