/** The start of a window whose host cannot do everything. */
import { readFileSync } from 'node:fs'
import { beforeEach, expect, it, vi } from 'vitest'
import type { Host } from '../../renderer/host/host.ts'
import { startWindow } from '../../renderer/startup.ts'
import { runAction } from '../../renderer/state/attempt.ts'
import { useMessages } from '../../renderer/state/notify.ts'
import { useApp } from '../../renderer/state/store.ts'
import { ProblemError, problem } from '../../shared/problem.ts'
import { untranslated } from '../../shared/text.ts'
import { memoryHost } from './memory-host.ts'

const EXAMPLES = { iris: readFileSync('assets/examples/iris.loom', 'utf8') }
const fail = (reason: string) => async () => {
  throw new ProblemError([problem('read-ENOTDIR', untranslated(reason))])
}
const failures = () =>
  useMessages.getState().failures.map(({ title, sentences }) => [title.en, sentences[0]?.en])

beforeEach(() => {
  vi.stubGlobal('window', new EventTarget())
  vi.stubGlobal('document', Object.assign(new EventTarget(), { documentElement: {} }))
  vi.stubGlobal('sessionStorage', { getItem: () => null, removeItem: () => {} })
  useMessages.setState({ shown: null, waiting: [], failures: [] })
  useApp.setState({ host: null, runtime: null, examples: [], dialog: null, lostConnection: null })
})

it('shows the engine, and says what is wrong, if drafts cannot be listed', async () => {
  const memory = memoryHost()
  const drafts = fail('“/data/drafts” could not be read.')
  await startWindow({ ...memory, host: { ...memory.host, drafts } })
  expect(useApp.getState().runtime).toEqual(await memory.engine.runtime())
  expect(failures()).toEqual([
    ['Unsaved work of earlier windows cannot be listed', '“/data/drafts” could not be read.'],
  ])
  await vi.waitFor(() => expect(document.title).toContain('Layerloom')) // set by a timer
})

it.each([
  ['The examples cannot be listed', 'host', 'examples'],
  ['The trainings cannot be shown', 'engine', 'attach'],
  ['The engine does not say what it runs on', 'engine', 'runtime'],
] as const)('“%s”: the rest is there, and the button tries it again', async (title, side, call) => {
  const memory = memoryHost(EXAMPLES)
  let answer: () => Promise<unknown> = fail('the disk is away')
  const working = memory[side] as unknown as Record<string, () => Promise<unknown>>
  const failing = { ...memory[side], [call]: () => answer() }
  await startWindow({ ...memory, [side]: failing } as Host)
  expect(failures()).toEqual([[title, 'the disk is away']])
  const state = useApp.getState()
  expect(state.host).not.toBeNull()
  if (call !== 'runtime') expect(state.runtime).toEqual(await memory.engine.runtime())
  if (call !== 'examples') expect(state.examples).toHaveLength(1)

  const again = async () => {
    const message = useMessages.getState().failures[0]!
    await runAction(message, message.actions[0]!)
  }
  answer = fail('the disk is still away')
  await again()
  expect(failures()).toEqual([[title, 'the disk is still away']])
  answer = working[call]!
  await again()
  expect(failures()).toEqual([])
  expect(useApp.getState().examples).toHaveLength(1)
  expect(useApp.getState().runtime).toEqual(await memory.engine.runtime())
})

it('takes over what another window chooses, and does not send it back', async () => {
  const memory = memoryHost()
  const kept: unknown[] = []
  const keepPreferences = async (chosen: unknown) => void kept.push(chosen)
  await startWindow({ ...memory, host: { ...memory.host, keepPreferences } })
  kept.length = 0
  const chosen = { theme: 'dark', language: 'ko', dismissed: [], surroundings: true } as const
  memory.events().host.preferencesChanged({ ...chosen, dismissed: [] })
  expect(useApp.getState()).toMatchObject({ theme: 'dark', language: 'ko' })
  expect(kept).toEqual([])
  useApp.setState({ surroundings: false })
  expect(kept).toEqual([{ ...chosen, surroundings: false }])
})

it('says that another version is installed now', async () => {
  const memory = memoryHost()
  await startWindow(memory)
  memory.events().host.otherVersionStarted('1.2.3')
  expect(useMessages.getState().shown).toMatchObject({
    kind: 'info',
    title: { en: 'Layerloom 1.2.3 is installed now' },
  })
})
