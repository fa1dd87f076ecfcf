/** On Windows, a rename that another program blocks is retried for a limited time. */
import { expect, test } from 'vitest'
import { retryWhileBusy, retryWhileBusySync } from '../../electron/system/rename.ts'

const errorWithCode = (code: string) => Object.assign(new Error(code), { code })

/** A rename that fails `failures` times, and a fake clock that advances only while waiting. */
function scenario(code: string, failures: number, platform: NodeJS.Platform = 'win32') {
  let time = 0
  let attempts = 0
  const waits: number[] = []
  const rename = () => {
    if (++attempts <= failures) throw errorWithCode(code)
    return 'renamed'
  }
  const wait = (milliseconds: number) => {
    waits.push(milliseconds)
    time += milliseconds
  }
  return {
    waits,
    tries: () => attempts,
    patience: { platform, now: () => time, limit: 1000 },
    rename,
    wait,
  }
}
type Scenario = ReturnType<typeof scenario>
const variants: readonly [string, (of: Scenario) => Promise<unknown>][] = [
  [
    'waiting',
    (of) =>
      retryWhileBusy(
        async () => of.rename(),
        of.patience,
        async (ms) => of.wait(ms),
      ),
  ],
  ['blocking', async (of) => retryWhileBusySync(of.rename, of.patience, of.wait)],
]

test.each(variants)('%s: a file that is busy for a moment is renamed when it is free', async (_, run) => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    const of = scenario(code, 6)
    expect(await run(of)).toBe('renamed')
    expect(of.tries()).toBe(7)
    expect(of.waits).toEqual([10, 20, 40, 80, 100, 100])
  }
})

test.each(variants)('%s: a file that stays busy fails after a limited time', async (_, run) => {
  const of = scenario('EPERM', Number.POSITIVE_INFINITY)
  await expect(run(of)).rejects.toThrow('EPERM')
  expect(of.waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(1100)
  expect(of.tries()).toBe(of.waits.length + 1)
})

test.each(variants)('%s: another error, or another system, fails at once', async (_, run) => {
  for (const of of [
    scenario('ENOSPC', 1),
    scenario('ENOENT', 1),
    scenario('EPERM', 1, 'linux'),
    scenario('EBUSY', 1, 'darwin'),
  ]) {
    await expect(run(of)).rejects.toThrow()
    expect(of.tries()).toBe(1)
    expect(of.waits).toEqual([])
  }
})
