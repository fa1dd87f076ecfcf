/** The app's folders on each system, and in the portable mode. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { appFolders } from '../../electron/system/app-folder.ts'
import { portableFolder } from '../../electron/system/portable-folder.ts'

it('on Linux they are those of the XDG specification, or its defaults', () => {
  expect(appFolders({}, 'linux', '/home/한 글')).toEqual({
    data: '/home/한 글/.local/share/layerloom',
    cache: '/home/한 글/.cache/layerloom',
    settings: '/home/한 글/.config/layerloom',
    logs: '/home/한 글/.local/state/layerloom/logs',
  })
  const env = {
    XDG_DATA_HOME: '/d',
    XDG_CACHE_HOME: '/c',
    XDG_CONFIG_HOME: '/s',
    XDG_STATE_HOME: '/l',
  }
  expect(appFolders(env, 'linux', '/home/a')).toEqual({
    data: '/d/layerloom',
    cache: '/c/layerloom',
    settings: '/s/layerloom',
    logs: '/l/layerloom/logs',
  })
})

it('relative and empty variables are ignored, as the specification says', () => {
  const env = { XDG_DATA_HOME: 'data', XDG_CACHE_HOME: '', XDG_CONFIG_HOME: './c', XDG_STATE_HOME: '~/state' }
  expect(appFolders(env, 'linux', '/home/a')).toEqual(appFolders({}, 'linux', '/home/a'))
})

it('on macOS and Windows they are in the folders of the system', () => {
  expect(appFolders({}, 'darwin', '/Users/a')).toEqual({
    data: '/Users/a/Library/Application Support/Layerloom',
    cache: '/Users/a/Library/Caches/Layerloom',
    settings: '/Users/a/Library/Application Support/Layerloom',
    logs: '/Users/a/Library/Logs/Layerloom',
  })
  const env = { LOCALAPPDATA: 'D:\\local' }
  expect(appFolders(env, 'win32', 'C:\\Users\\a')).toEqual({
    data: 'D:\\local\\Layerloom',
    cache: 'D:\\local\\Layerloom\\Cache',
    settings: 'C:\\Users\\a\\AppData\\Roaming\\Layerloom',
    logs: 'D:\\local\\Layerloom\\Logs',
  })
})

it('the portable mode has everything in one folder, whatever the environment names', () => {
  const folders = appFolders({ LAYERLOOM_PORTABLE: '/stick/layerloom-data', XDG_DATA_HOME: '/d' }, 'linux')
  for (const folder of Object.values(folders)) expect(folder).toMatch(/^\/stick\/layerloom-data\//)
  expect(new Set(Object.values(folders)).size).toBe(4)
})

it('the folder of the portable mode is beside what a person sees as the program', () => {
  const at = (program: string, platform: NodeJS.Platform, env = {}) =>
    portableFolder(program, env, platform, () => true)
  expect(at('/opt/Layerloom/layerloom', 'linux')).toBe('/opt/Layerloom/layerloom-data')
  const appImage = { APPIMAGE: '/stick/Layerloom.AppImage' }
  expect(at('/tmp/.mount_x/layerloom', 'linux', appImage)).toBe('/stick/layerloom-data')
  expect(at('/Volumes/S/Layerloom.app/Contents/MacOS/Layerloom', 'darwin')).toBe('/Volumes/S/layerloom-data')
  expect(at('E:\\L\\Layerloom.exe', 'win32')).toBe('E:\\L\\layerloom-data')
})

it('without that folder there is no portable mode', () => {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-portable-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const program = join(folder, 'layerloom')
  expect(portableFolder(program, {}, 'linux')).toBeNull()
  mkdirSync(join(folder, 'layerloom-data'))
  expect(portableFolder(program, {}, 'linux')).toBe(join(folder, 'layerloom-data'))
})
