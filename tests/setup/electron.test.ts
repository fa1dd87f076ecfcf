/** Tidying of the unpacked package of Electron 22. */
import { chmodSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { tidyElectron22 } from '../../scripts/setup/electron.mjs'
import { temporaryFolder } from './temporary.ts'

it('keeps Electron and our loader, readable by every user', () => {
  const folder = join(temporaryFolder(), 'electron')
  const file = (path: string, mode = 0o600) => {
    mkdirSync(join(folder, path, '..'), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, path), '', { mode })
  }
  file('electron', 0o700)
  file('icudtl.dat')
  file('layerloom.json')
  file('locales/ko.pak')
  file('resources/app/index.js')
  file('resources/app-update.yml')
  file('resources/app.asar')
  file('AppRun', 0o700)
  file('other.desktop')
  file('usr/share/icons/other.png')
  symlinkSync('usr/share/icons/other.png', join(folder, '.DirIcon'))
  chmodSync(folder, 0o700)

  tidyElectron22(folder)
  expect(readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()).toEqual([
    'electron',
    'icudtl.dat',
    'layerloom.json',
    'locales',
    'locales/ko.pak',
    'resources',
    'resources/app',
    'resources/app/index.js',
  ])
  const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777
  for (const path of ['.', 'electron', 'locales', 'resources', 'resources/app'])
    expect(modeOf(path), path).toBe(0o755)
  for (const path of ['icudtl.dat', 'locales/ko.pak', 'resources/app/index.js'])
    expect(modeOf(path), path).toBe(0o644)
})
