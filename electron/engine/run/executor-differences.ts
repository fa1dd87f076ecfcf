/** What differs between two records of how a run's numbers were made: the same bits come only from the same. */
import type { ExecutorRecord } from './messages.ts'

/** Where compiled networks are kept changes no number. */
const withoutCache = (flags: string | undefined): string =>
  (flags ?? '').replace(/--tf_xla_persistent_cache_directory=\S*/g, '').trim()

/** 'threads 2 → 4'; empty when they are the same. */
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
