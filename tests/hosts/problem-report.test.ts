/** A report of a problem has logs and versions, without the home folder; it is saved as it was shown. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { grantsByChoice } from '../../electron/host/grants.ts'
import { problemReport } from '../../electron/host/problem-report.ts'
import { settingsCalls } from '../../electron/host/settings-calls.ts'
import { settingsIn } from '../../electron/host/settings-file.ts'
import { withoutHome } from '../../electron/host/without-home.ts'
import { writtenFiles } from '../../electron/host/written-files.ts'
import { ProblemError } from '../../shared/problem.ts'
import { parseSettings } from '../../shared/settings.ts'
import { temporaryFolder } from './temporary.ts'

const folder = temporaryFolder()
const INFO = {
  kind: 'electron',
  name: 'Electron 45',
  reason: null,
  platform: 'linux',
  dialogs: 'native',
  notices: [],
} as const

test('the files of a report, with ~ in place of the home folder', async () => {
  const logs = join(folder, 'logs')
  mkdirSync(logs)
  writeFileSync(join(logs, 'main.log'), `${'x'.repeat(300_000)}\nthe end of /home/kim/a.loom`)
  writeFileSync(join(logs, 'data.csv'), 'not a log')
  const files = await problemReport({
    info: INFO,
    version: '1.2.3',
    settings: parseSettings('{"threads":"x","runs_folder":"/home/kim/runs"}'),
    logs,
    window: { browser: 'Chromium' },
    home: '/home/kim',
  })
  const texts = new Map(files.map(({ name, text }) => [name, text]))
  expect([...texts.keys()]).toEqual(['versions.txt', 'settings.json', 'logs/main.log'])
  expect(texts.get('versions.txt')).toMatch(
    /^Layerloom: 1.2.3\nhost: electron, Electron 45\n[\s\S]*browser: Chromium\nproblem: .*threads/,
  )
  expect(JSON.parse(texts.get('settings.json')!)).toEqual({ threads: 'x', runs_folder: '~/runs' })
  expect(texts.get('logs/main.log')).toMatch(/^x{1000}[\s\S]*the end of ~\/a.loom$/)
  expect(texts.get('logs/main.log')!.length).toBeLessThanOrEqual(256 * 1024)
})

test('every spelling of the home folder is replaced', () => {
  const home = 'C:\\Users\\김 민'
  expect(withoutHome(`${home}\\a ${JSON.stringify(`${home}\\b`)} C:/Users/김 민/c`, home)).toBe(
    '~\\a "~\\\\b" ~/c',
  )
  expect(withoutHome('file:///home/%EA%B9%80/a', '/home/김')).toBe('file://~/a')
  expect(withoutHome('/a', '/')).toBe('/a')
})

test('what was shown is saved, and only to the file that the person named', async () => {
  const grants = grantsByChoice()
  const reportFiles = writtenFiles({ kind: 'report', grants, within: false, examples: folder })
  const logs = join(folder, 'own-logs')
  mkdirSync(logs)
  const log = join(logs, 'layerloom.log')
  writeFileSync(log, `before ${homedir()}/secret\n`)
  const calls = settingsCalls({
    info: INFO,
    settings: settingsIn(join(folder, 'settings.json')),
    grants,
    reportFiles,
    isEngineOutdated: () => false,
    logs,
    versionPlace: join(folder, 'newest.json'),
    report: () => {},
    env: {},
  })()
  const path = join(folder, 'report.zip')
  await expect(calls.saveProblemReport(path)).rejects.toThrow('No report')
  const shown = await calls.problemReport({})
  writeFileSync(log, 'after it was shown')
  await expect(calls.saveProblemReport(path)).rejects.toThrow(ProblemError)
  await reportFiles.allow(path)
  await calls.saveProblemReport(path)
  const saved = Object.entries(unzipSync(readFileSync(path))).map(([name, bytes]) => ({
    name,
    text: strFromU8(bytes),
  }))
  expect(saved).toEqual(shown)
  expect(saved.find(({ name }) => name === 'logs/layerloom.log')!.text).toBe('before ~/secret\n')
})
