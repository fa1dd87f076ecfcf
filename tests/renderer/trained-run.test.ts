/** What the window says and shows of a run that is trained while another workspace than Design, or than Runs, is shown. */
import { beforeEach, expect, it, vi } from 'vitest'
import { useMessages } from '../../renderer/state/notify.ts'
import { useRunList } from '../../renderer/state/run-list.ts'
import { fromInfo } from '../../renderer/state/runs.ts'
import { useApp, type Workspace } from '../../renderer/state/store.ts'
import { engineEvents } from '../../renderer/state/training.ts'
import type { FinalState } from '../../shared/ipc/run-state.ts'
import { problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { chain } from '../document/build.ts'
import { type MemoryHost, memoryHost, sampleRun } from './memory-host.ts'
import { listedRun } from './run-rows.ts'

const first = useApp.getState()
const info = sampleRun({ document: '', folder: null, owner: { path: '/a.loom' } }, 'new')
let host: MemoryHost

beforeEach(() => {
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (call: () => void) => setTimeout(call))
  vi.stubGlobal('cancelAnimationFrame', () => {})
  useApp.setState(first, true)
  host = memoryHost()
  useApp.setState({ host })
  useApp.getState().open(chain('Input', 'Dense'), { path: '/a.loom', name: 'a', folder: '/' })
  useRunList.setState({ runs: null, current: null })
  useMessages.setState({ shown: null, since: 0, waiting: [], failures: [], held: false })
  return () => vi.unstubAllGlobals()
})

const inWorkspace = (workspace: Workspace) =>
  useApp.setState({ workspace, runs: { new: { ...fromInfo(info), state: 'training' } }, shownRun: 'new' })
const end = async (state: FinalState) => {
  const problems = state === 'failed' ? [problem('data', untranslated('Row 5 has no number.'))] : []
  const result = { run: 'new', state, bestEpoch: null, folder: '/runs/new', seconds: 1 }
  engineEvents.finished({ ...result, problems, reason: untranslated('') })
  await vi.waitFor(() => expect(useApp.getState().runs.new!.state).toBe(state))
}
const failures = () => useMessages.getState().failures.map(({ sentences }) => sentences[0]!.en)

it('the reason of a failure is a message where the dock of the training is out of sight, until a run starts', async () => {
  inWorkspace('data')
  await end('failed')
  expect(failures()).toEqual(['Row 5 has no number.'])
  engineEvents.runStarted(info)
  await vi.waitFor(() => expect(failures()).toEqual([]))
})

it('a run that ends well, or that fails in sight of its dock, has no message', async () => {
  inWorkspace('runs')
  await end('finished')
  inWorkspace('design')
  await end('failed')
  expect(failures()).toEqual([])
})

it('a run trained from another workspace is the current one of the table', async () => {
  host.listed = [listedRun('old'), listedRun('new')]
  useRunList.setState({ runs: [listedRun('old')], current: 'old' })
  inWorkspace('runs')
  await end('finished')
  await vi.waitFor(() => expect(useRunList.getState().runs).toHaveLength(2))
  expect(useRunList.getState().current, 'a person who looks at the table is left there').toBe('old')
  inWorkspace('design')
  await end('finished')
  await vi.waitFor(() => expect(useRunList.getState().current).toBe('new'))
})
