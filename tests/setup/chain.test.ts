/** The installers of a dependency: the first that works is used, the failures are reported, and retried later. */
import { expect, it } from 'vitest'
import { currentOutcome, obtain } from '../../scripts/setup/chain.mjs'
import { temporaryCache } from './temporary.ts'

function recorder() {
  const lines: string[] = []
  const append = (text: string) => void lines.push(text)
  return {
    lines,
    report: { info: append, step: append, progress: () => undefined, finish: append, warn: append },
  }
}

function installer(kind: string, works: boolean, inputs: unknown[] = []) {
  let tries = 0
  let isInstalled = false
  return {
    kind,
    title: `way ${kind}`,
    inputs: () => inputs,
    detect: () => (isInstalled ? { version: '1' } : null),
    tries: () => tries,
    async install() {
      tries++
      if (!works) throw new Error('the host is blocked')
      isInstalled = true
    },
  }
}

function dependency(...ways: ReturnType<typeof installer>[]) {
  return { id: 'thing', title: 'A thing', installers: ways, fallback: 'the app works without it' }
}

it('uses the first installer that works, and has its outcome afterwards', async () => {
  temporaryCache()
  const thing = dependency(installer('a', true), installer('b', true))
  expect(currentOutcome(thing)).toBeNull()
  expect(await obtain(thing, recorder().report)).toEqual({ kind: 'a', version: '1', reason: '' })
  expect(currentOutcome(thing)).toEqual({ kind: 'a', version: '1', reason: '' })
})

it('reports the failed step, the reason and the fallback', async () => {
  temporaryCache()
  const { lines, report } = recorder()
  const outcome = await obtain(dependency(installer('a', false), installer('b', true)), report)
  expect(outcome).toEqual({ kind: 'b', version: '1', reason: 'way a: the host is blocked' })
  expect(lines).toContain('A thing failed. Reason: way a: the host is blocked. Fallback: way b.')
})

it('reports what still works when every installer failed', async () => {
  temporaryCache()
  const { lines, report } = recorder()
  const outcome = await obtain(dependency(installer('a', false), installer('b', false)), report)
  expect(outcome).toEqual({ kind: 'none', reason: 'way a: the host is blocked; way b: the host is blocked' })
  expect(lines.at(-1)).toBe(
    'A thing failed. Reason: way b: the host is blocked. Fallback: the app works without it.',
  )
})

it('retries a failed installer only with `retry` or after its inputs changed', async () => {
  temporaryCache()
  const inputs = ['python 3.9']
  const a = installer('a', false, inputs)
  const thing = dependency(a, installer('b', true))
  await obtain(thing, recorder().report)
  expect(currentOutcome(thing)).toEqual({ kind: 'b', version: '1', reason: 'way a: the host is blocked' })
  await obtain(thing, recorder().report)
  expect(a.tries()).toBe(1)
  expect(currentOutcome(thing, { retry: true })).toBeNull()
  await obtain(thing, recorder().report, { retry: true })
  expect(a.tries()).toBe(2)
  inputs[0] = 'python 3.12'
  await obtain(thing, recorder().report)
  expect(a.tries()).toBe(3)
})

it('skips an installer that cannot work on this machine, and reports the reason', async () => {
  temporaryCache()
  const a = { ...installer('a', true), unavailable: () => 'not built for this platform' }
  expect(await obtain(dependency(a, installer('b', true)), recorder().report)).toEqual({
    kind: 'b',
    version: '1',
    reason: 'not built for this platform',
  })
  expect(a.tries()).toBe(0)
})
