/** Invalid files: a message names the error and its location, and the open document does not change. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from './driver/test.ts'

const FIXTURES: readonly [file: string, message: RegExp][] = [
  ['truncated.loom', /could not be opened/],
  ['newer-version.loom', /version/],
  ['proto.loom', /__proto__/],
  ['proto-escaped.loom', /__proto__/],
  ['wrong-types.loom', /could not be opened/],
]

test('files that cannot be read do not change the open document', async ({ app, host }) => {
  await app.openExample('lesson-he')
  for (const [name, message] of FIXTURES) {
    const path = join(host.folders.documents, name)
    copyFileSync(join('tests/fixtures/documents', name), path)
    await app.open(path).expectErrorMessage(message).expectOpen('lesson-he').expectLayers(6)
  }
  await app.expectDirty(false)
})

test('a binary file and a network of a million nodes are refused', async ({ app, host }) => {
  await app.openExample('lesson-he')
  const bytes = join(host.folders.documents, 'bytes.loom')
  writeFileSync(bytes, Buffer.from([0xff, 0xfe, 0x00, 0x80]))
  await app
    .open(bytes)
    .expectErrorMessage(/not a UTF-8 text file/)
    .expectOpen('lesson-he')

  const oversized = join(host.folders.documents, 'many.loom')
  const node = '{"kind":"layer","layer":"a","position":{"x":0,"y":0}}'
  const nodes = Array.from({ length: 1e6 }, (_, i) => `"n${i}":${node}`).join(',')
  writeFileSync(
    oversized,
    `{"format":"layerloom","version":1,"name":"many","main":"main","networks":{"main":{"name":"main","layers":{},"nodes":{${nodes}},"edges":{}}}}`,
  )
  await app
    .open(oversized)
    .expectErrorMessage(/MiB|nodes/)
    .expectOpen('lesson-he')
    .expectLayers(6)
})
