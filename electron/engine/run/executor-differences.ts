/** Compares two executor records: only equal records give the same bits. */
import type { ExecutorRecord } from './messages.ts'

/** The folder of the compilation cache does not affect the numbers. */
const withoutCache = (flags: string | undefined): string =>
  (flags ?? '').replace(/--tf_xla_persistent_cache_directory=\S*/g, '').trim()

/** Differences such as 'threads 2 → 4'; empty if there are none. */
export function executorDifferences(before: ExecutorRecord, now: ExecutorRecord): string[] {
  const names = [...new Set([...Object.keys(before.flags), ...Object.keys(now.flags)])]
  const rows: [what: string, before: string, now: string][] = [
    ['executor', before.kind, now.kind],
    ['version', before.version, now.version],
    ['threads', String(before.threads), String(now.threads)],
    ['processor', before.cpu, now.cpu],
    ['device', before.device ?? 'cpu', now.device ?? 'cpu'],
    ...names.map((name): [string, string, string] => [
      name,
      withoutCache(before.flags[name]),
      withoutCache(now.flags[name]),
    ]),
  ]
  return rows.flatMap(([what, a, b]) => (a === b ? [] : [`${what} ${a || '–'} → ${b || '–'}`]))
}
