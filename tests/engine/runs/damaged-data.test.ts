/** Damaged rows are detected before a step uses them, in a run, a resumed run and a trial. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  buildEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

buildEngine()

const folder = temporaryFolder()
const document = documentText({ features: 4, path: writeTable(folder, 90, 4), training: { epochs: 2 } })
const env = { LAYERLOOM_EXECUTOR: 'portable' }
const DAMAGE_MESSAGE = 'The prepared data in the cache was damaged; preparing it again'

/** The only file of this name among the prepared data. */
function preparedFile(cache: string, name: string): string {
  const data = join(cache, 'data')
  const found = readdirSync(data, { recursive: true }).map(String)
  return join(data, found.find((path) => path.endsWith(`/${name}`))!)
}
function damage(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 64
  writeFileSync(path, bytes)
}

test('a run on damaged rows reports it and trains on recreated ones', async () => {
  const cache = temporaryCache()
  const engine = startEngine({ cache, env })
  const { seen } = engine
  await engine.calls.attach()
  const train = async () => {
    for (const list of [seen.log, seen.epochs, seen.results]) list.length = 0
    await engine.calls.train({ document, folder: null })
    const { state } = await engine.finished()
    const said = seen.log.some(({ text }) => text.en.includes(DAMAGE_MESSAGE))
    return { state, said, figures: seen.epochs.map(({ train: own, validation }) => [own, validation]) }
  }
  const expected = await train()
  expect(expected).toMatchObject({ state: 'finished', said: false })
  for (const name of ['features', 'targets', 'order']) {
    const path = preparedFile(cache, name)
    const bytes = readFileSync(path)
    damage(path)
    expect(await train(), name).toEqual({ ...expected, said: true })
    expect(readFileSync(path)).toEqual(bytes)
  }
})

test('a run resumed on damaged rows ends with the numbers of an undamaged run', async () => {
  const cache = temporaryCache()
  // Small chunks, so that a stop takes effect early.
  const engine = startEngine({ cache, env: { ...env, LAYERLOOM_CHUNK: '1' } })
  const { seen } = engine
  await engine.calls.attach()
  const long = documentText({ features: 4, path: writeTable(folder, 90, 4), training: { epochs: 40 } })
  await engine.calls.train({ document: long, folder: null })
  await engine.finished()
  const expected = seen.epochs.map(({ train, validation }) => [train, validation])
  for (const list of [seen.log, seen.epochs, seen.results]) list.length = 0
  const { run } = await engine.calls.train({ document: long, folder: null })
  await engine.until(() => seen.epochs.length > 0)
  await engine.calls.stop(run)
  expect((await engine.finished()).state).toBe('stopped')
  damage(preparedFile(cache, 'features'))
  for (const list of [seen.log, seen.epochs, seen.results]) list.length = 0
  await engine.calls.resume(run)
  expect((await engine.finished()).state).toBe('finished')
  expect(seen.log.some(({ text }) => text.en.includes(DAMAGE_MESSAGE))).toBe(true)
  expect(seen.epochs.map(({ train, validation }) => [train, validation])).toEqual(expected)
})

test('a trial on damaged rows has the same result as on intact ones', async () => {
  const cache = temporaryCache()
  const engine = startEngine({ cache, env })
  const job = { document, folder: null }
  const expected = await engine.calls.trial('rates', job)
  damage(preparedFile(cache, 'features'))
  expect(await engine.calls.trial('rates', job)).toEqual(expected)
})
