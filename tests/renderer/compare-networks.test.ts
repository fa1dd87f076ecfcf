/** The trained variants of a document, compared by their newest runs. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { useMessages } from '../../renderer/state/notify.ts'
import { useRunList } from '../../renderer/state/run-list.ts'
import { useApp } from '../../renderer/state/store.ts'
import { compareNetworks, newestRuns } from '../../renderer/variants/compare-networks.ts'
import type { Document } from '../../shared/document/document.ts'
import { duplicateVariant, renameVariant } from '../../shared/document/edits.ts'
import { variantsOf } from '../../shared/document/variants.ts'
import type { ListedRun } from '../../shared/ipc/contract/index.ts'
import { chain } from '../document/build.ts'
import { type MemoryHost, memoryHost } from './memory-host.ts'
import { listedRun } from './run-rows.ts'

const named = (): Document => {
  const twice = duplicateVariant(chain('Input', 'Dense'))
  return ['before', 'after'].reduce(
    (document, name, i) => renameVariant(document, variantsOf(document)[i]!, name),
    twice,
  )
}
const SET = '4a5cdb49-2c3b-4ac1-a7aa-70f9a6cd1a30'
const inSet = (run: ListedRun, index: number): ListedRun => ({
  ...run,
  info: { ...run.info, set: { id: SET, index, count: 2, kind: 'seeds' } },
})
const of = (run: string, variant: string, path = '/a.loom') => listedRun(run, { variant, path })

describe('the newest runs', () => {
  it('are one of each variant, with the others of its set', () => {
    const runs = [
      inSet(of('s2', 'after'), 1),
      of('b2', 'before'),
      inSet(of('s1', 'after'), 0),
      of('b1', 'before'),
      of('a', 'after'),
    ]
    expect(newestRuns(named(), runs)).toEqual({ runs: ['b2', 's2', 's1'], missing: [] })
  })

  it('leave out variants without a trained run', () => {
    const started = { ...of('new', 'after'), epochsDone: 0 }
    expect(newestRuns(named(), [started, of('b', 'before')])).toEqual({ runs: ['b'], missing: ['after'] })
  })
})

describe('in the window', () => {
  const first = useApp.getState()
  let host: MemoryHost
  beforeEach(() => {
    vi.stubGlobal('requestAnimationFrame', () => 0)
    useApp.setState(first, true)
    useRunList.setState({ runs: null, chosen: [] })
    useMessages.setState({ shown: null, waiting: [], failures: [] })
    host = memoryHost()
    useApp.setState({ host })
    useApp.getState().open(named(), { path: '/a.loom', name: 'a', folder: '/' })
  })

  afterEach(() => vi.unstubAllGlobals())

  it('they are chosen in the Runs workspace, and a variant without one is named', async () => {
    host.listed = [of('other', 'after', '/b.loom'), of('mine', 'before')]
    await compareNetworks()
    expect(useRunList.getState()).toMatchObject({
      chosen: ['mine'],
      current: 'mine',
      scope: { kind: 'document' },
    })
    expect(useApp.getState().workspace).toBe('runs')
    expect(useMessages.getState().shown?.title.en).toBe('This variant has no run yet: after')
  })

  it('a message that is no longer true disappears', async () => {
    host.listed = [of('mine', 'before')]
    await compareNetworks()
    host.listed = [of('new', 'after'), of('mine', 'before')]
    await compareNetworks()
    expect(useRunList.getState().chosen).toEqual(['mine', 'new'])
    expect(useMessages.getState().shown).toBeNull()
  })

  it('nothing is shown where no variant has one', async () => {
    host.listed = [of('other', 'after', '/b.loom')]
    await compareNetworks()
    expect(useRunList.getState().chosen).toEqual([])
    expect(useApp.getState().workspace).toBe('design')
    expect(useMessages.getState().shown?.title.en).toBe('No variant has a run yet')
  })
})
