/** The zip reader: members, modes, links, zip64 and malformed files. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listZip, unzip } from '../../scripts/setup/zip.mjs'
import { temporaryFolder } from './temporary.ts'
import { zipFile } from './zip-file.ts'

const TEXT = Buffer.from('all layers are data\n'.repeat(500))
const ENTRIES = [
  { name: 'lib/', data: Buffer.alloc(0) },
  { name: 'lib/stored.txt', data: TEXT },
  { name: 'lib/packed.txt', data: TEXT, deflate: true, mode: 0o100755 },
  { name: 'lib/empty', data: Buffer.alloc(0), deflate: true },
]

function writeZip(content: Buffer): { path: string; folder: string } {
  const folder = temporaryFolder()
  const path = join(folder, 'file.zip')
  writeFileSync(path, content)
  return { path, folder: join(folder, 'out') }
}

describe.each([false, true])('a zip file (zip64: %s)', (zip64) => {
  it('lists its members with their sizes', async () => {
    const { path } = writeZip(zipFile(ENTRIES, { zip64 }))
    const members = await listZip(path)
    expect(members.map(({ name, bytes }) => [name, bytes])).toEqual(
      ENTRIES.map(({ name, data }) => [name, data.length]),
    )
  })

  it('unpacks the chosen members, stored and deflated, with the executable bit', async () => {
    const { path, folder } = writeZip(zipFile(ENTRIES, { zip64 }))
    const written = await unzip(path, folder, (name) => (name.endsWith('.txt') ? name.slice(4) : null))
    expect(written).toEqual(['stored.txt', 'packed.txt'])
    expect(readFileSync(join(folder, 'stored.txt'))).toEqual(TEXT)
    expect(readFileSync(join(folder, 'packed.txt'))).toEqual(TEXT)
    expect(statSync(join(folder, 'packed.txt')).mode & 0o100).toBe(0o100)
    expect(existsSync(join(folder, 'empty'))).toBe(false)
  })
})

it('reports progress in unpacked bytes up to the total', async () => {
  const { path, folder } = writeZip(zipFile(ENTRIES))
  const seen: number[][] = []
  await unzip(path, folder, (name) => name, { onProgress: (done, total) => seen.push([done, total]) })
  expect(seen.at(-1)).toEqual([2 * TEXT.length, 2 * TEXT.length])
})

it('creates symbolic links, and refuses a link or a name that leaves the folder', async () => {
  const link = { name: 'link', data: Buffer.from('lib/stored.txt'), mode: 0o120777 }
  const good = writeZip(zipFile([...ENTRIES, link]))
  await unzip(good.path, good.folder, (name) => name)
  expect(readlinkSync(join(good.folder, 'link'))).toBe('lib/stored.txt')
  for (const bad of [
    { name: 'link', data: Buffer.from('../../etc/passwd'), mode: 0o120777 },
    { name: '../outside', data: TEXT },
  ]) {
    const { path, folder } = writeZip(zipFile([bad]))
    await expect(unzip(path, folder, (name) => name)).rejects.toThrow(/leaves the target folder/)
  }
})

it('checks the sha256 of a member', async () => {
  const right = createHash('sha256').update(TEXT).digest('hex')
  const wrong = '0'.repeat(64)
  const { path, folder } = writeZip(zipFile(ENTRIES))
  const choose = (name: string) => (name === 'lib/packed.txt' ? 'a' : null)
  await expect(unzip(path, folder, choose, { sha256: { a: right } })).resolves.toEqual(['a'])
  await expect(unzip(path, folder, choose, { sha256: { a: wrong } })).rejects.toThrow(
    `lib/packed.txt is not the pinned file: expected sha256 ${wrong}, received ${right}`,
  )
})

it('reports a truncated file and a file that is no zip', async () => {
  const complete = zipFile(ENTRIES)
  await expect(listZip(writeZip(complete.subarray(0, complete.length - 30)).path)).rejects.toThrow(
    /no end record/,
  )
  await expect(listZip(writeZip(Buffer.alloc(0)).path)).rejects.toThrow(/no end record/)
  await expect(listZip(writeZip(Buffer.from('<html>blocked</html>'.repeat(20))).path)).rejects.toThrow(
    /no end record/,
  )
})

it('refuses a member whose content is shorter than the directory says', async () => {
  const content = zipFile([{ name: 'a', data: TEXT, deflate: true }])
  const at = content.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  content.writeUInt32LE(TEXT.length + 1, at + 24)
  const { path, folder } = writeZip(content)
  await expect(unzip(path, folder, (name) => name)).rejects.toThrow(
    `a has ${TEXT.length} bytes, expected ${TEXT.length + 1}`,
  )
})
