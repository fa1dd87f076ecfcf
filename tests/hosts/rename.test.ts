/** On Windows, a rename that another program blocks is retried for a limited time. */
import { expect, test } from 'vitest'
import { whileBusy, whileBusySync } from '../../electron/host/rename.ts'

const failure = (code: string) => Object.assign(new Error(code), { code })

/** A rename that fails `failures` times, and a fake clock that advances only while waiting. */
function scene(code: string, failures: number, platform: NodeJS.Platform = 'win32') {
  let time = 0
  let tries = 0
  const waits: number[] = []
  const rename = () => {
    if (++tries <= failures) throw failure(code)
    return 'renamed'
  }
  const wait = (milliseconds: number) => {
    waits.push(milliseconds)
    time += milliseconds
  }
  return {
    waits,
    tries: () => tries,
    patience: { platform, now: () => time, limit: 1000 },
    rename,
    wait,
  }
}
type Scene = ReturnType<typeof scene>
const ways: readonly [string, (of: Scene) => Promise<unknown>][] = [
  [
    'waiting',
    (of) =>
      whileBusy(
        async () => of.rename(),
        of.patience,
        async (ms) => of.wait(ms),
      ),
  ],
  ['blocking', async (of) => whileBusySync(of.rename, of.patience, of.wait)],
]

test.each(ways)('%s: a file that is busy for a moment is renamed when it is free', async (_, run) => {
  for (const code of ['EPERM', 'EACCES', 'EBUSY']) {
    const of = scene(code, 6)
    expect(await run(of)).toBe('renamed')
    expect(of.tries()).toBe(7)
    expect(of.waits).toEqual([10, 20, 40, 80, 100, 100])
  }
})

test.each(ways)('%s: a file that stays busy fails after a limited time', async (_, run) => {
  const of = scene('EPERM', Number.POSITIVE_INFINITY)
  await expect(run(of)).rejects.toThrow('EPERM')
  expect(of.waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(1100)
  expect(of.tries()).toBe(of.waits.length + 1)
})

test.each(ways)('%s: another error, or another system, fails at once', async (_, run) => {
  for (const of of [
    scene('ENOSPC', 1),
    scene('ENOENT', 1),
    scene('EPERM', 1, 'linux'),
    scene('EBUSY', 1, 'darwin'),
  ]) {
    await expect(run(of)).rejects.toThrow()
    expect(of.tries()).toBe(1)
    expect(of.waits).toEqual([])
  }
})
