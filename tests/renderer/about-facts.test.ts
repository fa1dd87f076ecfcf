/** What the About dialog says, and what "Copy" copies for a report of a problem. */
import { expect, it } from 'vitest'
import { findLicences, versionRows, versionsText } from '../../renderer/dialogs/about-facts.ts'
import { runtimeText } from '../../renderer/state/environment-text.ts'
import { untranslated } from '../../shared/text.ts'

const desktop = { electron: '45.4.1', chromium: '144.0.1.2', licences: null }
const browser = { electron: null, chromium: null, licences: null }
const engine = { layerloom: '0.1.0', node: '24.22.3', tfjs: '4.22.0' }
const runtime = { tensorflow: 'wheel', version: '2.21.0', xla: true, cores: 2, reason: null } as const

it('copies the versions of the desktop, one a line', () => {
  const rows = versionRows(desktop, engine, runtime, 'Chrome/1.2.3.4')
  expect(versionsText(rows, runtimeText(runtime), 'linux').split('\n')).toEqual([
    'Layerloom 0.1.0',
    'Electron 45.4.1',
    'Chromium 144.0.1.2',
    'Node 24.22.3',
    'TensorFlow 2.21.0',
    'tfjs 4.22.0',
    'Runtime: TensorFlow 2.21.0 · XLA · 2 cores (native TensorFlow)',
    'System: linux',
  ])
})

it('takes the version of a browser from its name, and has no Electron there', () => {
  const rows = versionRows(browser, engine, runtime, 'Mozilla/5.0 Chrome/143.0.0.0 Safari/537.36')
  expect(rows.map(({ name, value }) => `${name} ${value.en}`)).toEqual(
    expect.arrayContaining(['Chromium 143.0.0.0']),
  )
  expect(rows.map(({ name }) => name)).not.toContain('Electron')
})

it('says why the portable runtime is in use, and names no version that is not there', () => {
  const reason = { en: 'The processor has no AVX.', ko: '프로세서에 AVX가 없습니다.' }
  const none = { ...runtime, tensorflow: 'none', version: null, xla: false, reason } as const
  const rows = versionRows(browser, engine, none, '')
  expect(versionsText(rows, runtimeText(none), 'linux')).toMatch(
    /^Runtime: Portable · WebAssembly \(.*\. The processor has no AVX\.\)$/m,
  )
  expect(rows.find(({ name }) => name === 'TensorFlow')?.value).toEqual({ en: 'not there', ko: '없음' })
  expect(rows.find(({ name }) => name === 'Chromium')?.value).toEqual(untranslated('–'))
})

it('finds licences by words of name and licence, in any case', () => {
  const licences = [
    { name: 'react', version: '19.3.1', licence: 'MIT' },
    { name: 'react-dom', version: '19.3.1', licence: 'MIT' },
    { name: 'tensorflow', version: '2.21.0', licence: 'Apache-2.0' },
  ]
  const names = (search: string) => findLicences(licences, search).map(({ name }) => name)
  expect(names('')).toHaveLength(3)
  expect(names('REACT mit')).toEqual(['react', 'react-dom'])
  expect(names('apache')).toEqual(['tensorflow'])
  expect(names('react apache')).toEqual([])
})
