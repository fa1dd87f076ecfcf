/** Messages: one at a time, none from under the pointer; what can be acted on waits under Problems until it is done. */
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

describe('the line', () => {
  it('shows the newest', () => {
    tell('first')
    now += READ
    tell('second')
    expect(titles()).toEqual({ shown: 'second', waiting: [], kept: [] })
  })

  it('shows again after it what nobody can have read', () => {
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

  it('does not change while it is being read; what came meanwhile follows in turn', () => {
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

  it('takes one away that is no longer true, wherever it is', () => {
    tell('first')
    useMessages.setState({ held: true })
    const second = tell('second', 'error')
    unnotify(second)
    expect(titles()).toEqual({ shown: 'first', waiting: [], kept: [] })
  })
})

describe('what went wrong', () => {
  it('stays under Problems after its time on the line, once however often it is told', () => {
    tell('not saved', 'error')
    tell('not saved', 'error')
    nextMessage()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
  })

  it('is dealt with by its action, unless that was not done after all', async () => {
    const run = vi.fn<() => unknown>(async () => false)
    const action = { label: same('Save as'), run }
    notify(same('not saved'), [], { actions: [action] })
    await act(state().kept[0]!, action)
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
    run.mockImplementation(async () => true)
    await act(state().kept[0]!, action)
    expect(titles().kept).toEqual([])
  })

  it('that goes wrong again when it is tried again is told again', async () => {
    const again = { label: same('Try again'), run: () => void tell('not saved', 'error') }
    notify(same('not saved'), [], { actions: [again] })
    await act(state().shown!, again)
    expect(titles()).toEqual({ shown: 'not saved', waiting: [], kept: ['not saved'] })
  })

  it('and whose action fails itself says why, and offers it still', async () => {
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

  it('with what was asked for is told, whenever it goes wrong, and can be tried again', async () => {
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

  it('and that nobody has caught is told too, but not what a browser only notes or a lost connection ends', () => {
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

  it('is not kept where a refusal says all there is to it', () => {
    tell('These cannot be one group', 'refusal')
    expect(titles()).toEqual({ shown: 'These cannot be one group', waiting: [], kept: [] })
  })
})

describe('what is said of the document as it is', () => {
  it('goes with the next edit', () => {
    untilEdited(tell('Training did not start', 'error'))
    expect(titles().kept).toHaveLength(1)
    draw()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: [] })
  })

  it('offers the way back from an edit, and no longer once there is a later one', async () => {
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

  it('stays while another variant of it is looked at', () => {
    useApp.getState().editWhole(labels.duplicateVariant, duplicateVariant)
    untilEdited(tell('Training did not start', 'error'))
    useApp.getState().showVariant('main')
    expect(titles().kept).toEqual(['Training did not start'])
  })

  it('is not said to be done where it was refused', async () => {
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
