/** Reading and preparing a table report how far they are, are done once for all calls that wait for them, and stop when nobody does. */
import { once } from 'node:events'
import { createWriteStream, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { gzipSync } from 'node:zlib'
import { expect, test, vi } from 'vitest'
import { prepareData } from '../../../electron/engine/data/index.ts'
import { inspectTable, tableRows } from '../../../electron/engine/data/inspect.ts'
import { joinedWork } from '../../../electron/engine/data/joined-work.ts'
import { latestOnly } from '../../../electron/engine/data/latest-only.ts'
import { progressOf } from '../../../electron/engine/data/progress.ts'
import type { Report } from '../../../electron/engine/data/types.ts'
import { createEngine } from '../../../electron/engine/engine.ts'
import type { EngineEvents, ReadingProgress } from '../../../shared/ipc/contract/index.ts'
import { dataFixture, reference } from './helper.ts'

const { folder, cache, write } = dataFixture()
const options = { folder, cache }

const ROWS = 200_000
/** About 12 MB. */
const LINES = Array.from(
  { length: ROWS },
  (_, i) => `${i / 8},${(i * 7919) % 1000},${i % 3 ? 'u' : 'v'},0.${'123456789'.repeat(4)}`,
)
const table = (name: string) =>
  reference({ type: 'csv', path: write(name, `a,b,kind,y\n${LINES.join('\n')}\n`), target: 'kind' })

/** What is left in the cache of work that was stopped. */
const leftovers = () => readdirSync(join(cache, 'data')).filter((name) => name.startsWith('making-'))

test('calls for one table read it once, and both hear how far it is', async () => {
  const data = table('joined.csv')
  const heard: string[][] = [[], []]
  const listener =
    (i: number): Report =>
    (_, text) =>
      void heard[i]!.push(text.en)
  const [{ info }, profile] = await Promise.all([
    prepareData(data, { ...options, report: listener(0) }),
    inspectTable(data, { ...options, report: listener(1) }),
  ])
  expect([info.rows.train, profile.rows]).toEqual([ROWS, ROWS])
  const readings = heard.map((texts) => texts.filter((text) => /^Reading .*: [\d,]+ rows$/.test(text)))
  expect(readings[0]!.length).toBeGreaterThan(5)
  expect(readings[1]).toEqual(readings[0])
  expect(heard[0]).toContain('Preparing column 2 of 3: "b"')
  expect(heard[1]).toContain('Computing the statistics of column 2 of 4: “b”')
})

test('a fraction ascends within each step', async () => {
  const fractions = new Map<string, number[]>()
  const report: Report = (fraction, text) => {
    const step = text.en.replace(/(joined|steps)\.csv|[\d,]+|“.*”/g, '')
    fractions.set(step, [...(fractions.get(step) ?? []), fraction])
  }
  await prepareData(table('steps.csv'), { ...options, report })
  expect(fractions.size).toBeGreaterThanOrEqual(4)
  for (const list of fractions.values()) {
    expect(list).toEqual(list.toSorted((a, b) => a - b))
    expect(list.every((x) => x >= 0 && x <= 1)).toBe(true)
  }
})

/** Stops the work at its first report that fits, and says how long it took to reject. */
async function stopAt(
  pattern: RegExp,
  work: (progress: { report: Report; signal: AbortSignal }) => Promise<unknown>,
) {
  const controller = new AbortController()
  let stopped = 0
  const report: Report = (_, text) => {
    if (stopped > 0 || !pattern.test(text.en)) return
    stopped = performance.now()
    controller.abort(new Error(`stopped at ${text.en}`))
  }
  await expect(work({ report, signal: controller.signal })).rejects.toThrow(/^stopped at /)
  return performance.now() - stopped
}

test.each([
  ['reading', /: 1\d\d,\d{3} rows$/],
  ['preparing', /column 2 of 3/],
  ['writing', /^Writing/],
])('%s stops within 200 ms, leaves nothing behind, and can be done again', async (name, pattern) => {
  const data = table(`stopped-${name}.csv`)
  expect(await stopAt(pattern, (progress) => prepareData(data, { ...options, ...progress }))).toBeLessThan(
    200,
  )
  await vi.waitFor(() => expect(leftovers()).toEqual([]))
  expect((await prepareData(data, options)).info.rows.train).toBe(ROWS)
})

test('statistics stop, and so does looking at rows while they are prepared', async () => {
  const data = table('looked-at.csv')
  await stopAt(/statistics of column 2/, (progress) => inspectTable(data, { ...options, ...progress }))
  const range = { from: 0, count: 2 }
  await stopAt(/column 2 of 3/, (progress) => tableRows(data, range, { ...options, ...progress }))
  expect((await tableRows(data, range, options)).map(({ part }) => part)).toEqual(['train', 'train'])
})

test('a packed table stops', async () => {
  const path = write('packed.csv.gz', gzipSync(`a,b,kind,y\n${LINES.join('\n')}\n`))
  const data = reference({ type: 'csv', path, target: 'kind' })
  await stopAt(/^Reading/, (progress) => prepareData(data, { ...options, ...progress }))
})

test('JSON stops: the query is interrupted', async () => {
  const path = join(folder, 'many.ndjson')
  const file = createWriteStream(path)
  const lines = Array.from({ length: 20_000 }, (_, i) => `{"a":${i},"b":"${'x'.repeat(60)}"}\n`).join('')
  for (let i = 0; i < 10; i++) if (!file.write(lines)) await once(file, 'drain')
  file.end()
  await finished(file)
  const data = reference({ type: 'json', path: 'many.ndjson', target: 'a' })
  const controller = new AbortController()
  const work = prepareData(data, { ...options, signal: controller.signal })
  setTimeout(() => controller.abort(new Error('stopped')), 50)
  await expect(work).rejects.toThrow('stopped')
  await vi.waitFor(() => expect(leftovers()).toEqual([]), { timeout: 5000 })
})

test('work goes on while one of its callers waits, and the next one after the last has gone starts anew', async () => {
  const starts: AbortSignal[] = []
  let finish = () => {}
  const work = ({ signal }: { signal: AbortSignal }) => {
    starts.push(signal)
    return new Promise<void>((resolve) => {
      finish = resolve
    })
  }
  const [first, second] = [new AbortController(), new AbortController()]
  const one = joinedWork('key', progressOf({ signal: first.signal }), work)
  const two = joinedWork('key', progressOf({ signal: second.signal }), work)
  first.abort(new Error('one left'))
  await expect(one).rejects.toThrow('one left')
  expect([starts.length, starts[0]!.aborted]).toEqual([1, false])
  second.abort(new Error('two left'))
  await expect(two).rejects.toThrow('two left')
  expect(starts[0]!.aborted).toBe(true)
  const three = joinedWork('key', progressOf({}), work)
  expect(starts).toHaveLength(2)
  finish()
  await three
})

test('another request stops the one before it a moment later, the same one does not; a person stops the latest at once', async () => {
  const signals = latestOnly()
  const first = signals.next({ path: 'a' })
  expect(signals.next({ path: 'a' })).toBe(first)
  const second = signals.next({ path: 'b' })
  expect(first.aborted).toBe(false)
  await once(first, 'abort')
  expect(first.reason.problems[0].code).toBe('data_replaced')
  expect(second.aborted).toBe(false)
  signals.stop()
  expect(second.reason.problems[0].code).toBe('data_stopped')
  expect(signals.next({ path: 'b' }).aborted).toBe(false)
})

test('the engine tells its client how far its calls are, and stops them when asked', async () => {
  const sent: ReadingProgress[] = []
  const events = {
    readingProgress: (progress: ReadingProgress) => sent.push(progress),
  } as unknown as EngineEvents
  const engine = createEngine({
    cache,
    runs: join(folder, 'runs'),
    runEntry: '',
    version: '0',
    keepsReady: false,
  })
  const { calls } = engine.client(() => events, 'window', {
    mayRead: async () => {},
    mayWrite: async () => {},
    moveToSystemTrash: async () => {},
  })
  const data = table('client.csv')
  const settled = Promise.allSettled([
    calls.describeData(data, folder, null),
    calls.inspectTable(data, folder, null, false),
    calls.tableRows(data, folder, null, { from: 0, count: 1, isPrepared: false }),
  ])
  await vi.waitFor(() => expect(new Set(sent.map(({ call }) => call)).size).toBe(3))
  await calls.stopReading()
  const codes = (await settled).map((each) => each.status === 'rejected' && each.reason.problems[0].code)
  expect(codes).toEqual(['data_stopped', 'data_stopped', 'data_stopped'])
  expect((await calls.describeData(data, folder, null)).rows.train).toBe(ROWS)
})
