/** The log rotates, stays within its size, and contains neither a person's name nor values of data. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openLog, withoutPersonal } from '../../electron/host/app-log.ts'

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'layerloom-log 로그-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

it('a line has its time', () => {
  const log = openLog(join(temporaryFolder(), 'new', 'logs'))
  log.write('the engine ended (SIGSEGV)')
  expect(readFileSync(log.path, 'utf8')).toMatch(
    /^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}\] the engine ended \(SIGSEGV\)\n$/,
  )
  if (process.platform !== 'win32') expect(statSync(log.path).mode & 0o077).toBe(0)
})

it('a full file becomes the first of the older ones, and the oldest is removed', () => {
  const folder = temporaryFolder()
  const log = openLog(folder, { maxBytes: 1000, maxFiles: 3 })
  for (let i = 0; i < 200; i++) log.write(`line ${i} ${'x'.repeat(60)}`)
  expect(readdirSync(folder).sort()).toEqual(['layerloom.1.log', 'layerloom.2.log', 'layerloom.log'])
  for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).size).toBeLessThan(1200)
  const numbers = ['layerloom.2.log', 'layerloom.1.log', 'layerloom.log'].flatMap((name) =>
    [...readFileSync(join(folder, name), 'utf8').matchAll(/line (\d+)/g)].map(([, number]) => Number(number)),
  )
  expect(numbers.at(-1)).toBe(199)
  expect(numbers).toEqual(numbers.map((_, i) => numbers[0]! + i))
})

it('the size of a log that an earlier start has written counts', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'layerloom.log'), 'x'.repeat(2000))
  openLog(folder, { maxBytes: 1000 }).write('next')
  expect(statSync(join(folder, 'layerloom.1.log')).size).toBe(2000)
})

it('the home folder is ~, and quoted values are left out', () => {
  expect(withoutPersonal('ENOENT: open /home/kim/data/patients.csv', '/home/kim')).toBe(
    'ENOENT: open ~/data/patients.csv',
  )
  expect(withoutPersonal('at file:///home/%EA%B9%80/app.mjs', '/home/김')).toBe('at file://~/app.mjs')
  expect(withoutPersonal('row 5: “서울시” is not a number, received "Kim, 41"', '/home/kim')).toBe(
    'row 5: “…” is not a number, received "…"',
  )
  expect(withoutPersonal('cut off: “서울', '/home/kim')).toBe('cut off: “…”')
  expect(withoutPersonal('x'.repeat(100_000), '/').length).toBe(4000)
})

it('a folder that cannot be written does not end the app', () => {
  const file = join(temporaryFolder(), 'file')
  writeFileSync(file, '')
  const errors = vi.spyOn(console, 'error').mockImplementation(() => {})
  onTestFinished(() => errors.mockRestore())
  const log = openLog(join(file, 'logs'))
  log.write('one')
  log.write('two')
  expect(existsSync(log.path)).toBe(false)
  expect(errors.mock.calls).toEqual([[expect.stringMatching(/^layerloom: .*Can't write to .*ENOTDIR/)]])
})
