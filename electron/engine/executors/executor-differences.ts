/** Compares two executor records: only equal records give the same bits. */
import type { ExecutorRecord } from './executor-record.ts'

/** The folder of the compilation cache does not affect the numbers. */
const withoutCache = (flags: string | undefined): string =>
  (flags ?? '').replace(/--tf_xla_persistent_cache_directory=(?:"(?:[^"\\]|\\.)*"|\S*)/g, '').trim()

/** Differences such as 'threads 2 → 4'; empty if there are none. */
export function executorDifferences(previous: ExecutorRecord, current: ExecutorRecord): string[] {
  const names = [...new Set([...Object.keys(previous.flags), ...Object.keys(current.flags)])]
  const fields: [what: string, before: string, now: string][] = [
    ['executor', previous.kind, current.kind],
    ['version', previous.version, current.version],
    ['threads', String(previous.threads), String(current.threads)],
    ['processor', previous.cpu, current.cpu],
    ['device', previous.device ?? 'cpu', current.device ?? 'cpu'],
    ...names.map((name): [string, string, string] => [
      name,
      withoutCache(previous.flags[name]),
      withoutCache(current.flags[name]),
    ]),
  ]
  return fields.flatMap(([what, a, b]) => (a === b ? [] : [`${what} ${a || '–'} → ${b || '–'}`]))
}
