/** The files that a Linux package installs agree with each other and with what the freedesktop specifications require. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { entriesOf, type XmlElement, xmlOf } from './desktop-formats.ts'

const assets = join(import.meta.dirname, '..', '..', 'assets')
const share = join(assets, 'linux', 'usr', 'share')
const read = (...path: string[]) => readFileSync(join(share, ...path), 'utf8')
const entry = entriesOf(read('applications', 'layerloom.desktop'), 'Desktop Entry')
const mime = xmlOf(read('mime', 'packages', 'layerloom.xml'))
const metainfo = xmlOf(read('metainfo', 'org.layerloom.app.metainfo.xml'))

const childrenOf = (element: XmlElement, name: string) =>
  element.children.filter((child) => child.name === name)
const textsOf = (element: XmlElement, name: string) => childrenOf(element, name).map(({ text }) => text)
const listOf = (value = '') => value.split(';').filter(Boolean)
const type = childrenOf(mime, 'mime-type')[0]!

/** Registered main categories, and the additional ones that this entry uses with the categories that they need beside them. */
const MAIN_CATEGORIES = ['Development', 'Education', 'Graphics', 'Office', 'Science', 'Utility']
const NEEDED_BESIDE = new Map([['ArtificialIntelligence', ['Education', 'Science']]])

it('the desktop entry has what the specification requires, in both languages', () => {
  expect(entry.get('Type')).toBe('Application')
  expect(entry.get('Exec')).toMatch(/^layerloom %F$/)
  expect(entry.get('Icon')).toBe('layerloom')
  expect(entry.get('Terminal')).toBe('false')
  for (const key of ['GenericName', 'Comment', 'Keywords'])
    for (const name of [key, `${key}[ko]`]) expect(entry.get(name), name).toBeTruthy()
  for (const key of ['Categories', 'MimeType', 'Keywords', 'Keywords[ko]'])
    expect(entry.get(key), key).toMatch(/;$/)
  const categories = listOf(entry.get('Categories'))
  expect(categories.filter((name) => MAIN_CATEGORIES.includes(name))).not.toEqual([])
  for (const name of categories) {
    const needed = NEEDED_BESIDE.get(name)
    if (needed)
      expect(
        categories.some((other) => needed.includes(other)),
        name,
      ).toBe(true)
    else expect(MAIN_CATEGORIES).toContain(name)
  }
})

it('the entry, the MIME type, the metadata and the package name the same document type', () => {
  const name = 'application/x-layerloom'
  expect(listOf(entry.get('MimeType'))).toEqual([name])
  expect(type.attributes.get('type')).toBe(name)
  expect(childrenOf(type, 'glob').map(({ attributes }) => attributes.get('pattern'))).toEqual(['*.loom'])
  expect(childrenOf(type, 'icon')[0]!.attributes.get('name')).toBe(name.replace('/', '-'))
  expect(childrenOf(type, 'comment').map(({ attributes }) => attributes.get('xml:lang') ?? 'en')).toEqual([
    'en',
    'ko',
  ])
  expect(childrenOf(metainfo, 'provides').flatMap((element) => textsOf(element, 'mediatype'))).toEqual([name])
  expect(readFileSync(join(assets, '..', 'electron-builder.yml'), 'utf8')).toContain(`mimeType: ${name}`)
})

it('the magic of the MIME type recognizes every example', () => {
  const outer = childrenOf(childrenOf(type, 'magic')[0]!, 'match')[0]!
  const inner = childrenOf(outer, 'match')[0]!
  const [from, to] = inner.attributes.get('offset')!.split(':').map(Number)
  const examples = readdirSync(join(assets, 'examples')).filter((name) => name.endsWith('.loom'))
  expect(examples.length).toBeGreaterThan(3)
  for (const name of examples) {
    const text = readFileSync(join(assets, 'examples', name), 'utf8')
    expect(text.startsWith(outer.attributes.get('value')!), name).toBe(true)
    const at = text.indexOf(inner.attributes.get('value')!)
    expect(at >= from! && at <= to!, name).toBe(true)
  }
})

it('the metadata have what AppStream requires of an app', () => {
  expect(metainfo.attributes.get('type')).toBe('desktop-application')
  for (const name of ['id', 'name', 'summary', 'metadata_license', 'project_license'])
    expect(textsOf(metainfo, name)[0], name).toBeTruthy()
  expect(textsOf(metainfo, 'id')).toEqual(['org.layerloom.app'])
  for (const summary of textsOf(metainfo, 'summary')) {
    expect(summary.length).toBeLessThanOrEqual(80)
    expect(summary).not.toMatch(/\.$/)
  }
  expect(childrenOf(metainfo, 'content_rating')[0]!.attributes.get('type')).toBe('oars-1.1')
  expect(existsSync(join(share, 'applications', textsOf(metainfo, 'launchable')[0]!))).toBe(true)
  const [description] = childrenOf(metainfo, 'description')
  // The first paragraph has to be text, and each paragraph and item has its translation after it.
  expect(description!.children[0]!.name).toBe('p')
  const written = [
    ...description!.children.filter(({ name }) => name !== 'ul'),
    ...childrenOf(description!, 'ul').flatMap(({ children }) => children),
  ]
  expect(written.map(({ attributes }) => attributes.get('xml:lang') ?? 'en')).toEqual(
    written.map((_, i) => (i % 2 === 0 ? 'en' : 'ko')),
  )
})

it('the icons of the theme have their sizes', () => {
  const sizes = [16, 22, 24, 32, 48, 64, 96, 128, 256, 512]
  for (const icon of ['apps/layerloom', 'mimetypes/application-x-layerloom']) {
    for (const size of sizes) {
      const png = readFileSync(join(share, 'icons', 'hicolor', `${size}x${size}`, `${icon}.png`))
      expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([
        'PNG',
        size,
        size,
      ])
    }
    expect(xmlOf(read('icons', 'hicolor', 'scalable', `${icon}.svg`)).name).toBe('svg')
  }
})

it.each(['icon', 'document'])('%s.ico and %s.icns contain pictures of the sizes that they name', (name) => {
  const sizeOf = (png: Buffer) => [png.toString('latin1', 1, 4), png.readUInt32BE(16)]
  const ico = readFileSync(join(assets, `${name}.ico`))
  const icoSizes = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
    const at = 6 + 16 * i
    const size = ico.readUInt8(at) || 256
    expect(sizeOf(ico.subarray(ico.readUInt32LE(at + 12)))).toEqual(['PNG', size])
    return size
  })
  expect(icoSizes).toEqual([16, 24, 32, 48, 64, 128, 256])
  const icns = readFileSync(join(assets, `${name}.icns`))
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length])
  const icnsSizes: number[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    icnsSizes.push(sizeOf(icns.subarray(at + 8))[1] as number)
  expect(icnsSizes).toEqual([16, 32, 32, 64, 128, 256, 256, 512, 512, 1024])
})

it('the script after a removal says where a person’s files are and removes nothing', () => {
  const script = join(assets, 'linux', 'postrm.sh')
  const run = (action: string) => spawnSync('sh', [script, action], { encoding: 'utf8' })
  const { status, stdout } = run('remove')
  expect(status).toBe(0)
  for (const folder of [
    '~/.local/share/layerloom',
    '~/.config/layerloom',
    '~/.local/state/layerloom',
    '~/.cache/layerloom',
  ])
    expect(stdout.split(folder).length, folder).toBe(3) // English and Korean
  expect(run('upgrade').stdout).toBe('')
  expect(readFileSync(script, 'utf8')).not.toMatch(/\brm\b/)
})

it('every file is readable by all', () => {
  for (const name of readdirSync(share, { recursive: true, encoding: 'utf8' }))
    expect(statSync(join(share, name)).mode & 0o044, name).toBe(0o044)
})
