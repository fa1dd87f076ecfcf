/** The settings of a host: the file, what the environment decides, the engine's variables, and folders that the person chose. */
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { engineEnvironment } from '../../electron/host/engine-environment.ts'
import { grantsByChoice } from '../../electron/host/grants.ts'
import { settingsCalls } from '../../electron/host/settings-calls.ts'
import { settingsIn } from '../../electron/host/settings-file.ts'
import { writtenFiles } from '../../electron/host/written-files.ts'
import { hostContract } from '../../shared/ipc/contract/index.ts'
import { ProblemError } from '../../shared/problem.ts'
import { DEFAULT_SETTINGS, MAX_SETTINGS_BYTES } from '../../shared/settings.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
let count = 0
const newPath = () => join(folder, String(++count), 'settings.json')
const place = (content: string) => {
  const path = newPath()
  mkdirSync(join(path, '..'))
  writeFileSync(path, content)
  return path
}
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ProblemError ? error.problems[0]!.code : String(error)),
  )

const INFO = {
  kind: 'web',
  name: 'test',
  reason: null,
  platform: 'linux',
  dialogs: 'in-app',
  notices: [],
} as const

function callsAt(path: string, env: NodeJS.ProcessEnv = {}) {
  const grants = grantsByChoice()
  const calls = settingsCalls({
    info: INFO,
    settings: settingsIn(path),
    grants,
    reportFiles: writtenFiles({ kind: 'report', grants, within: false, examples: folder }),
    isEngineOutdated: () => false,
    logs: null,
    versionPlace: join(folder, 'newest.json'),
    report: () => {},
    env,
  })()
  return { calls, grants }
}

test('a missing file means the defaults; changes are written and nothing else is left', async () => {
  const path = newPath()
  const settings = settingsIn(path)
  expect(settings.read()).toEqual({ settings: DEFAULT_SETTINGS, content: {}, problems: [] })
  await Promise.all([settings.change({ threads: 2 }), settings.change({ theme: 'dark' })])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ version: 1, threads: 2, theme: 'dark' })
  expect(readdirSync(join(path, '..'))).toEqual(['settings.json'])
})

test.each([
  ['{', 'settings-damaged'],
  ['{"version":9}', 'settings-newer'],
  ['x'.repeat(MAX_SETTINGS_BYTES + 1), 'settings-damaged'],
])('a file that cannot be used is reported and not replaced (%#)', async (text, code) => {
  const path = place(text)
  const settings = settingsIn(path)
  expect(settings.read()).toMatchObject({ settings: DEFAULT_SETTINGS, problems: [{ code }] })
  expect(await codeOf(settings.change({ threads: 2 }))).toBe(code)
  expect(readFileSync(path, 'utf8')).toBe(text)
})

test('a folder in place of the file is reported', async () => {
  const path = newPath()
  mkdirSync(path, { recursive: true })
  expect(settingsIn(path).read().problems[0]!.message.en).toMatch(/not a regular file/)
})

test('the engine gets what is not the default; a variable of the environment takes precedence', () => {
  const path = place('{"threads":3,"runs_folder":"/r","cache_folder":"/c","cache_limit":2.5,"device":"cpu"}')
  const environment = engineEnvironment(path, { LAYERLOOM_RUNS: '/mine' })
  expect(environment.isOutdated()).toBe(false) // none has started
  expect(environment.forStart()).toEqual({
    LAYERLOOM_THREADS: '3',
    LAYERLOOM_CACHE_FOLDER: join('/c', 'layerloom-cache'),
    LAYERLOOM_CACHE_LIMIT: '2.5',
  })
  expect(environment.isOutdated()).toBe(false)
  writeFileSync(path, '{"threads":3}')
  expect(environment.isOutdated()).toBe(true)
  expect(environment.forStart()).toEqual({ LAYERLOOM_THREADS: '3' })
  expect(environment.isOutdated()).toBe(false)
})

test('a setting that the environment decides is shown with the reason and cannot be changed', async () => {
  const { calls } = callsAt(newPath(), { LAYERLOOM_THREADS: '1' })
  expect((await calls.settings()).fixed).toEqual({
    threads: { en: 'Set by the environment variable LAYERLOOM_THREADS.', ko: expect.any(String) },
    newer_versions: { en: 'Not available: this build knows no address to ask.', ko: expect.any(String) },
  })
  expect(await codeOf(calls.changeSettings({ threads: 2 }))).toBe('settings-fixed')
  expect(await codeOf(calls.changeSettings({ newer_versions: true }))).toBe('settings-fixed')
  expect(await calls.newerVersion()).toBeNull()
  expect((await calls.changeSettings({ device: 'gpu' })).settings.device).toBe('gpu')
})

test('a page can only name folders that the person chose', async () => {
  const { calls, grants } = callsAt(newPath())
  expect(await codeOf(calls.changeSettings({ runs_folder: folder }))).toBe('not-chosen')
  grants.grant(folder)
  expect((await calls.changeSettings({ runs_folder: folder })).settings.runs_folder).toBe(folder)
  expect((await calls.changeSettings({ runs_folder: null })).settings.runs_folder).toBeNull()
})

test('the contract refuses other settings and wrong values', () => {
  const isValid = (changes: unknown) => hostContract.changeSettings.args.safeParse([changes]).success
  expect(isValid({ threads: 2, device: 'gpu' })).toBe(true)
  for (const wrong of [{ threads: 0 }, { theme: 'pink' }, { more: 1 }, null])
    expect(isValid(wrong)).toBe(false)
})

test('a link to the file stays a link', async () => {
  const path = newPath()
  const target = place('{"version":1}')
  mkdirSync(join(path, '..'))
  symlinkSync(target, path)
  await settingsIn(path).change({ threads: 2 })
  expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual({ version: 1, threads: 2 })
  rmSync(path)
})
