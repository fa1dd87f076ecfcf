/** Messages: one at a time, not replaced while being read; messages with actions stay under Problems until they are handled. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { act, attempt, followFailures } from '../../renderer/state/attempt.ts'
import { takeFile } from '../../renderer/state/choose-data.ts'
import { clock } from '../../renderer/state/clock.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { notifyDone, untilEdited } from '../../renderer/state/until-edited.ts'
import { nextMessage, notify, unnotify, useMessages } from '../../renderer/ui/notify.ts'
import { addLayer, duplicateVariant, labels } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { same } from '../../shared/text.ts'
import { memoryHost } from './memory-host.ts'

const state = () => useMessages.getState()
const titles = () => ({
  shown: state().shown?.title.en ?? null,
  waiting: state().waiting.map(({ title }) => title.en),
  kept: state().kept.map(({ title }) => title.en),
})
const tell = (title: string, kind: 'info' | 'refusal' | 'error' = 'info') => notify(same(title), [], { kind })
const draw = () =>
  useApp.getState().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))

let now = 0
clock.now = () => now
const READ = 10_000

beforeEach(() => {
  useMessages.setState({ shown: null, since: 0, waiting: [], kept: [], held: false })
  useApp.getState().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
})

describe('the message line', () => {
  it('shows the newest', () => {
    tell('first')
    now += READ
    tell('second')
    expect(titles()).toEqual({ shown: 'second', waiting: [], kept: [] })
  })

  it('shows messages again that were replaced too early to be read', () => {
    tell('first', 'refusal')
    now += 100
    tell('second')
    now += 100
    tell('third', 'error')
    expect(titles()).toEqual({ shown: 'third', waiting: ['second', 'first'], kept: ['third'] })
    tell('second')
    expect(titles()).toMatchObject({ shown: 'second', waiting: ['third', 'first'] })
    now += READ
    nextMessage()
    now += 100
    tell('fourth')
    expect(titles()).toMatchObject({ shown: 'fourth', waiting: ['third', 'first'] })
  })

  it('does not change while it is being read; later messages follow in order', () => {
    tell('first')
    useMessages.setState({ held: true })
    tell('second')
    tell('third')
    tell('second')
    expect(titles()).toEqual({ shown: 'first', waiting: ['third', 'second'], kept: [] })
    nextMessage()
    expect(titles()).toEqual({ shown: 'third', waiting: ['second'], kept: [] })
    nextMessage()
    nextMessage()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: [] })
  })

  it('removes a message that is no longer true, wherever it is', () => {
    tell('first')
    useMessages.setState({ held: true })
    const second = tell('second', 'error')
    unnotify(second)
    expect(titles()).toEqual({ shown: 'first', waiting: [], kept: [] })
  })
})

describe('an error', () => {
  it('stays under Problems after its time on the line, once, however often it is reported', () => {
    tell('not saved', 'error')
    tell('not saved', 'error')
    nextMessage()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
  })

  it('is removed by its action, unless the action returns false', async () => {
    const run = vi.fn<() => unknown>(async () => false)
    const action = { label: same('Save as'), run }
    notify(same('not saved'), [], { actions: [action] })
    await act(state().kept[0]!, action)
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
    run.mockImplementation(async () => true)
    await act(state().kept[0]!, action)
    expect(titles().kept).toEqual([])
  })

  it('that happens again on retry is reported again', async () => {
    const again = { label: same('Try again'), run: () => void tell('not saved', 'error') }
    notify(same('not saved'), [], { actions: [again] })
    await act(state().shown!, again)
    expect(titles()).toEqual({ shown: 'not saved', waiting: [], kept: ['not saved'] })
  })

  it('whose action fails shows the reason, and still offers the action', async () => {
    const fails = vi.fn<() => unknown>(async () => {
      throw new Error('the disk is full')
    })
    const action = { label: same('Save as'), run: fails }
    notify(same('not saved'), [], { actions: [action] })
    await act(state().shown!, action)
    expect(titles()).toEqual({ shown: 'not saved', waiting: [], kept: ['not saved'] })
    expect(state().kept[0]).toMatchObject({ sentences: [same('the disk is full')], actions: [action] })
    fails.mockImplementation(async () => true)
    await act(state().kept[0]!, action)
    expect(titles().kept).toEqual([])
  })

  it('of a command is reported, whenever it happens, and can be retried', async () => {
    const fails = vi.fn<() => unknown>(() => {
      throw new Error('at once')
    })
    expect(await attempt(same('Pause training'), fails)).toBe(false)
    const told = '“Pause training” was not done'
    expect(titles()).toEqual({ shown: told, waiting: [], kept: [told] })
    fails.mockImplementation(() => Promise.reject(new Error('later')))
    await act(state().kept[0]!, state().kept[0]!.actions[0]!)
    expect(state().kept.map(({ sentences }) => sentences[0]!.en)).toEqual(['later'])
    fails.mockImplementation(async () => {})
    await act(state().kept[0]!, state().kept[0]!.actions[0]!)
    expect(titles().kept).toEqual([])
  })

  it('that is uncaught is reported too, but not a warning of the browser or a lost connection', () => {
    const page = new EventTarget()
    vi.stubGlobal('window', page)
    const stop = followFailures()
    const happens = (type: string, what: object) => page.dispatchEvent(Object.assign(new Event(type), what))
    const told = () => state().kept.map(({ sentences }) => sentences[0]!.en)
    happens('error', { error: null })
    expect(told()).toEqual([])
    happens('error', { error: new Error('of a press') })
    expect(told()).toEqual(['of a press'])
    happens('unhandledrejection', { reason: new Error('of a call') })
    expect(told()).toEqual(['of a call'])
    useApp.setState({ lost: { who: 'host', reason: 'gone' } })
    happens('unhandledrejection', { reason: new Error('the connection is lost') })
    expect(told()).toEqual(['of a call'])
    useApp.setState({ lost: null })
    stop()
    happens('error', { error: new Error('later') })
    expect(told()).toEqual(['of a call'])
    vi.unstubAllGlobals()
  })

  it('is not kept if it is a refusal', () => {
    tell('These cannot be one group', 'refusal')
    expect(titles()).toEqual({ shown: 'These cannot be one group', waiting: [], kept: [] })
  })
})

describe('a message about the current document', () => {
  it('is removed by the next edit', () => {
    untilEdited(tell('Training did not start', 'error'))
    expect(titles().kept).toHaveLength(1)
    draw()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: [] })
  })

  it('offers to undo an edit, until there is a later one', async () => {
    const before = documentOf(useApp.getState())
    draw()
    notifyDone(same('a layer was added'), [])
    const { shown } = state()
    await act(shown!, shown!.actions[0]!)
    expect(documentOf(useApp.getState())).toBe(before)
    draw()
    notifyDone(same('a layer was added'), [])
    draw()
    expect(state().shown).toBeNull()
  })

  it('stays while another variant is shown', () => {
    useApp.getState().editWhole(labels.duplicateVariant, duplicateVariant)
    untilEdited(tell('Training did not start', 'error'))
    useApp.getState().showVariant('main')
    expect(titles().kept).toEqual(['Training did not start'])
  })

  it('does not report success for a refused edit', async () => {
    const host = memoryHost()
    useApp.setState({ host, hostInfo: await host.host.info() })
    host.chosen = `/data/${'a'.repeat(200_000)}.csv`
    await takeFile('csv')
    expect(titles()).toEqual({ shown: 'This cannot be done', waiting: [], kept: [] })
    expect(documentOf(useApp.getState()).data).toBeNull()
    host.chosen = '/data/a.csv'
    await takeFile('csv')
    expect(titles().shown).toBe('a.csv is the data now')
  })
})
