/** The printed progress of the set-up: a live line on a terminal, else a line each ten per cent. */
import { expect, it } from 'vitest'
import { createReport } from '../../scripts/setup/progress.mjs'

function run(isTTY: boolean): string {
  let text = ''
  let now = 0
  const write = (chunk: string) => {
    text += chunk
    return true
  }
  const stream = { isTTY, columns: 60, write }
  const report = createReport({ stream: stream as unknown as NodeJS.WriteStream, clock: () => (now += 50) })
  report.step('Electron')
  for (let done = 0; done <= 1000; done++) report.progress('downloading', done * 100_000, 100_000_000)
  report.finish('Electron')
  return text
}

it('prints a line each ten per cent where there is no terminal', () => {
  const lines = run(false).trimEnd().split('\n')
  expect(lines[0]).toBe('- Electron …')
  expect(lines.slice(1, -1)).toEqual(
    [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((share) => `  downloading: ${share} % of 100 MB`),
  )
  expect(lines.at(-1)).toMatch(/^\+ Electron \(\d/)
})

it('redraws one line on a terminal', () => {
  const text = run(true)
  expect(text.split('\n')).toHaveLength(3)
  expect(text).toContain('\r\x1b[2K  downloading: 100 % of 100 MB')
})
