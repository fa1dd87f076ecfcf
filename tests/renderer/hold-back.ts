/** Simulates a slow disk: a call of the host is executed, but its result is delayed until it is released. */
import { vi } from 'vitest'
import type { MemoryHost } from './memory-host.ts'

type Call =
  | 'writeText'
  | 'readDocument'
  | 'readExample'
  | 'readDraft'
  | 'previousVersion'
  | 'keepData'
  | 'chooseFile'

/** @returns `release` delivers the result, `fail` rejects instead; `callCount` is the number of calls */
export function holdBack({ host }: MemoryHost, call: Call) {
  let open: () => void = () => {}
  let shut: (reason: Error) => void = () => {}
  const gate = new Promise<void>((resolve, reject) => {
    open = resolve
    shut = reject
  })
  const works = host[call].bind(host) as (...given: unknown[]) => Promise<unknown>
  const spy = vi.spyOn(host, call) as unknown as { mockImplementation(slow: typeof works): void } & {
    readonly mock: { readonly calls: readonly unknown[] }
  }
  spy.mockImplementation(async (...given) => {
    const answer = await works(...given)
    await gate
    return answer
  })
  return {
    go: () => open(),
    fail: (reason: string) => shut(new Error(reason)),
    asked: () => spy.mock.calls.length,
  }
}
