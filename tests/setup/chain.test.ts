/** The ways to get a thing: the first that works, what is said of the others, and when they are tried again. */
import { expect, it } from 'vitest'
import { obtain, settled } from '../../scripts/setup/chain.mjs'
import { temporaryCache } from './temporary.ts'

function recorder() {
  const lines: string[] = []
  const keep = (text: string) => void lines.push(text)
  return { lines, report: { say: keep, step: keep, progress: () => undefined, settled: keep, warn: keep } }
}

function way(kind: string, works: boolean, inputs: unknown[] = []) {
  let tries = 0
  let there = false
  return {
    kind,
    title: `way ${kind}`,
    inputs: () => inputs,
    done: () => (there ? { version: '1' } : null),
    tries: () => tries,
    async run() {
      tries++
      if (!works) throw new Error('the host is blocked')
      there = true
    },
  }
}

function need(...ways: ReturnType<typeof way>[]) {
  return { id: 'thing', title: 'A thing', ways, without: 'the app works without it' }
}

it('takes the first way that works and is settled then', async () => {
  temporaryCache()
  const thing = need(way('a', true), way('b', true))
  expect(settled(thing)).toBeNull()
  expect(await obtain(thing, recorder().report)).toEqual({ kind: 'a', version: '1', reason: '' })
  expect(settled(thing)).toEqual({ kind: 'a', version: '1', reason: '' })
})

it('names the step, the reason and the fallback taken', async () => {
  temporaryCache()
  const { lines, report } = recorder()
  const outcome = await obtain(need(way('a', false), way('b', true)), report)
  expect(outcome).toEqual({ kind: 'b', version: '1', reason: 'way a: the host is blocked' })
  expect(lines).toContain('A thing failed. Reason: way a: the host is blocked. Fallback: way b.')
})

it('says what still works when no way did', async () => {
  temporaryCache()
  const { lines, report } = recorder()
  const outcome = await obtain(need(way('a', false), way('b', false)), report)
  expect(outcome).toEqual({ kind: 'none', reason: 'way a: the host is blocked; way b: the host is blocked' })
  expect(lines.at(-1)).toBe(
    'A thing failed. Reason: way b: the host is blocked. Fallback: the app works without it.',
  )
})

it('does not try a failed way again until asked to, or until what it depends on changes', async () => {
  temporaryCache()
  const inputs = ['python 3.9']
  const a = way('a', false, inputs)
  const thing = need(a, way('b', true))
  await obtain(thing, recorder().report)
  expect(settled(thing)).toEqual({ kind: 'b', version: '1', reason: 'way a: the host is blocked' })
  await obtain(thing, recorder().report)
  expect(a.tries()).toBe(1)
  expect(settled(thing, { retry: true })).toBeNull()
  await obtain(thing, recorder().report, { retry: true })
  expect(a.tries()).toBe(2)
  inputs[0] = 'python 3.12'
  await obtain(thing, recorder().report)
  expect(a.tries()).toBe(3)
})

it('leaves out a way that cannot work on this machine, and says so', async () => {
  temporaryCache()
  const a = { ...way('a', true), impossible: () => 'not built for this platform' }
  expect(await obtain(need(a, way('b', true)), recorder().report)).toEqual({
    kind: 'b',
    version: '1',
    reason: 'not built for this platform',
  })
  expect(a.tries()).toBe(0)
})
