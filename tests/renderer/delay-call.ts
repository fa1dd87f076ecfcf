/** Simulates a slow disk: a call of the host is executed, but its result is delayed until it is released. */
import { vi } from 'vitest'
import type { MemoryHost } from './memory-host.ts'

type HostCall =
  | 'writeText'
  | 'readDocument'
  | 'readExample'
  | 'readDraft'
  | 'previousVersion'
  | 'beginData'
  | 'appendData'
  | 'endData'
  | 'chooseFile'

/** @returns `release` delivers the result, `fail` rejects instead; `callCount` is the number of calls */
export function delayCall({ host }: MemoryHost, call: HostCall) {
  let resolveGate: () => void = () => {}
  let rejectGate: (reason: Error) => void = () => {}
  const gate = new Promise<void>((resolve, reject) => {
    resolveGate = resolve
    rejectGate = reject
  })
  const original = host[call].bind(host) as (...args: unknown[]) => Promise<unknown>
  const spy = vi.spyOn(host, call) as unknown as { mockImplementation(delayed: typeof original): void } & {
    readonly mock: { readonly calls: readonly unknown[] }
  }
  spy.mockImplementation(async (...args) => {
    const answer = await original(...args)
    await gate
    return answer
  })
  return {
    release: () => resolveGate(),
    fail: (reason: string) => rejectGate(new Error(reason)),
    callCount: () => spy.mock.calls.length,
  }
}
