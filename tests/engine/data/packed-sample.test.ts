/** The sample of a package is used where it is; without it, the cache's is. */
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { fashionMnistFolder, IDX_FILES } from '../../../electron/engine/data/fashion-mnist/convert.ts'

const folder = mkdtempSync(join(tmpdir(), 'layerloom-packed-'))
const packed = join(folder, 'packed')
const cached = join(folder, 'cache', 'data', 'fashion-mnist')
for (const path of [packed, cached]) {
  mkdirSync(path, { recursive: true })
  for (const [name, bytes] of Object.entries(IDX_FILES)) {
    writeFileSync(join(path, name), '')
    truncateSync(join(path, name), bytes)
  }
}
afterAll(() => rmSync(folder, { recursive: true }))

it('a complete sample of the package is used, and a damaged one is not', async () => {
  const find = () => fashionMnistFolder(join(folder, 'cache'), () => {}, false, packed)
  expect(await find()).toBe(packed)
  truncateSync(join(packed, 'train-labels-idx1-ubyte'), 7)
  expect(await find()).toBe(cached)
})

it('a clone has no sample of a package', async () => {
  expect(await fashionMnistFolder(join(folder, 'cache'), () => {})).toBe(cached)
})
