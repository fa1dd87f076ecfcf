/** The licences of a package reach the window as its build has written them; a clone has none, and a damaged list is no empty one. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { aboutHost } from '../../electron/host/about.ts'
import { appFiles } from '../../electron/host/app-files.ts'
import { writeLicences } from '../../scripts/package/licences.mjs'
import { temporaryFolder } from '../setup/temporary.ts'

it('reads the list that the build writes', async () => {
  const root = temporaryFolder()
  const component = {
    type: 'library',
    group: '@scope',
    name: 'package',
    version: '1.2.3',
    'bom-ref': 'package',
    licenses: [{ expression: 'MIT OR GPL-3.0-only' }],
    evidence: { licenses: [{ license: { text: { content: 'VGV4dA==', encoding: 'base64' } } }] },
  }
  writeLicences(root, { components: [component], dependencies: [], metadata: { component } })
  expect(await aboutHost(appFiles(root).licences)).toEqual({
    electron: null,
    chromium: null,
    licences: [{ name: '@scope/package', version: '1.2.3', licence: 'MIT OR GPL-3.0-only', text: 'Text' }],
  })
})

it('has no list where the app is no package', async () => {
  expect((await aboutHost(join(temporaryFolder(), 'licences.json'))).licences).toBeNull()
  expect((await aboutHost(null)).licences).toBeNull()
})

it.each(['{', '[{"name":"a"}]'])('refuses a damaged list: %s', async (text) => {
  const file = join(temporaryFolder(), 'licences.json')
  writeFileSync(file, text)
  await expect(aboutHost(file)).rejects.toThrow()
})
