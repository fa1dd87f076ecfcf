/** DuckDB converts with few threads, and with one if a person wants one. */
import { expect, test, vi } from 'vitest'
import { withDuckDb } from '../../../../electron/engine/data/table/convert/duck-db.ts'

test.each([
  ['', 2],
  ['1', 1],
  ['64', 2],
])('LAYERLOOM_THREADS=%s: %i', async (chosen, threads) => {
  vi.stubEnv('LAYERLOOM_THREADS', chosen)
  const scratch = import.meta.dirname
  const used = await withDuckDb(
    import.meta.filename,
    { scratch, signal: new AbortController().signal },
    async (connection) => (await connection.runAndReadAll(`SELECT current_setting('threads')`)).getRowsJS(),
  )
  vi.unstubAllEnvs()
  expect(Number(used[0]![0])).toBe(threads)
})
