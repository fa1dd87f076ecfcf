/** An error in a message handler ends its client or run, never the engine. */
import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { guardListener } from '../../electron/engine/runs/child-run.ts'
import { type FromEngine, type ToEngine, toBase64 } from '../../electron/host/engine-messages.ts'
import { acceptClients } from '../../electron/host/engine-ports.ts'
import type { Port } from '../../shared/ipc/port.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
afterEach(() => {
  expect(console.error).toHaveBeenCalled()
  vi.restoreAllMocks()
})

const throwing = () => {
  throw new Error('a fault')
}

describe('the engine’s clients', () => {
  function engine(onClient: (port: Port) => void) {
    const sent: FromEngine[] = []
    const host = Object.assign(new EventEmitter(), {
      connected: true,
      send: (message: FromEngine) => sent.push(message),
    })
    let gone = false
    acceptClients(
      onClient,
      () => {
        gone = true
      },
      null,
      host as never,
    )
    return { tell: (message: ToEngine) => host.emit('message', message), host, sent, gone: () => gone }
  }
  const open = (client: number): ToEngine => ({ client, type: 'open', kind: 'window' })
  const bytes = (client: number): ToEngine => ({
    client,
    type: 'bytes',
    bytes: toBase64(new Uint8Array([1])),
  })
  it('are disconnected when they cannot be served', () => {
    const { tell, sent } = engine(throwing)
    tell(open(1))
    expect(sent).toEqual([{ client: 1 }])
  })

  it('are disconnected when their message handler throws; the others are served', () => {
    const received: number[] = []
    let clients = 0
    const { tell, sent } = engine((port) => {
      const number = ++clients
      port.onMessage(() => {
        if (number === 1) throwing()
        received.push(number)
      })
    })
    tell(open(1))
    tell(open(2))
    tell(bytes(1))
    tell(bytes(2))
    expect(sent).toEqual([{ client: 1 }])
    expect(received).toEqual([2])
  })

  it('are closed in order when their listeners throw', () => {
    const closed: number[] = []
    let clients = 0
    const { tell, host, gone } = engine((port) => {
      const number = ++clients
      port.onClose(() => {
        closed.push(number)
        throwing()
      })
    })
    for (const client of [1, 2, 3]) tell(open(client))
    tell({ client: 2, type: 'close' })
    tell(open(1))
    host.emit('disconnect')
    expect(closed).toEqual([2, 1, 4, 3])
    expect(gone()).toBe(true)
  })
})

describe('a run’s process', () => {
  const progress = { type: 'state', state: 'training' } as const
  it('is killed when the message handler throws, and its exit is reported once', () => {
    const exits: unknown[] = []
    const kill = vi.fn()
    const events = guardListener(
      {
        onMessage: throwing,
        onExit: (crash) => exits.push(crash?.lines),
      },
      kill,
    )
    events.onMessage(progress)
    events.onMessage(progress)
    events.onExit(null)
    expect(kill).toHaveBeenCalledOnce()
    expect(exits).toEqual([['Error: a fault']])
  })

  it('whose exit handler throws is reported once more, with the error', () => {
    const exits: unknown[] = []
    const events = guardListener(
      {
        onMessage: () => {},
        onExit(crash) {
          exits.push(crash?.lines)
          if (exits.length === 1) throw new Error('a fault')
        },
      },
      () => {},
    )
    events.onExit({ code: 1, signal: null, lines: ['why'] })
    events.onExit(null)
    expect(exits).toEqual([['why'], ['Error: a fault']])
  })

  it('does not crash the engine when every handler throws', () => {
    const gone = vi.fn(throwing)
    expect(() => guardListener({ onMessage: () => {}, onExit: gone }, throwing).onExit(null)).not.toThrow()
  })
})
