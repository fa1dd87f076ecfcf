/** A slow disk: the host does what it is asked for, and its answer comes when it is let go. */
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

/** @returns `go` lets the answer come, `fail` an error in its place; `asked` counts the calls */
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
