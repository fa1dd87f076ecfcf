/** Rows that are not what was written are found before a step uses them, whatever reads them: a run, one that is resumed, a trial. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  builtEngine,
  documentText,
  startEngine,
  temporaryCache,
  temporaryFolder,
  writeTable,
} from '../support.ts'

builtEngine()

const folder = temporaryFolder()
const document = documentText({ features: 4, path: writeTable(folder, 90, 4), training: { epochs: 2 } })
const env = { LAYERLOOM_EXECUTOR: 'portable' }
const SAID = 'The prepared data in the cache was damaged; it is made again'

/** The only file of this name among the prepared data. */
function prepared(cache: string, name: string): string {
  const data = join(cache, 'data')
  const found = readdirSync(data, { recursive: true }).map(String)
  return join(data, found.find((path) => path.endsWith(`/${name}`))!)
}
function damage(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1]! ^= 64
  writeFileSync(path, bytes)
}

test.each(['features', 'targets', 'order'])(
  'a run on damaged %s says so and trains on the right ones',
  async (name) => {
    const cache = temporaryCache()
    const engine = startEngine({ cache, env })
    await engine.calls.attach()
    await engine.calls.train({ document, folder: null })
    const first = await engine.finished()
    const right = engine.seen.epochs.slice()
    const path = prepared(cache, name)
    const bytes = readFileSync(path)
    damage(path)
    engine.seen.log.length = 0
    engine.seen.epochs.length = 0
    await engine.calls.train({ document, folder: null })
    const second = await engine.until(() => engine.seen.results[1])
    expect([first.state, second.state]).toEqual(['finished', 'finished'])
    expect(engine.seen.log.map((line) => line.text.en)).toContainEqual(expect.stringContaining(SAID))
    const figures = (epochs: typeof right) => epochs.map(({ train, validation }) => [train, validation])
    expect(figures(engine.seen.epochs)).toEqual(figures(right))
    expect(readFileSync(path)).toEqual(bytes)
  },
)

test('a trial on damaged rows is the same as on the right ones', async () => {
  const cache = temporaryCache()
  const engine = startEngine({ cache, env })
  const job = { document, folder: null }
  const right = await engine.calls.trial('rates', job)
  damage(prepared(cache, 'features'))
  expect(await engine.calls.trial('rates', job)).toEqual(right)
})
