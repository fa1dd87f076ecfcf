/** Messages: one at a time, not replaced while being read; messages with actions stay under Problems until they are handled. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { attempt, followFailures, runAction } from '../../renderer/state/attempt.ts'
import { applyChosenFile } from '../../renderer/state/choose-data.ts'
import { clock } from '../../renderer/state/clock.ts'
import { dismissOnEdit, notifyEdit } from '../../renderer/state/edit-messages.ts'
import { dismissMessage, notify, showNextMessage, useMessages } from '../../renderer/state/notify.ts'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { addLayer, duplicateVariant, labels } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { untranslated } from '../../shared/text.ts'
import { memoryHost } from './memory-host.ts'

const state = () => useMessages.getState()
const titles = () => ({
  shown: state().shown?.title.en ?? null,
  waiting: state().waiting.map(({ title }) => title.en),
  kept: state().failures.map(({ title }) => title.en),
})
const notifyTitle = (title: string, kind: 'info' | 'refusal' | 'error' = 'info') =>
  notify(untranslated(title), [], { kind })
const draw = () =>
  useApp.getState().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))

let now = 0
clock.now = () => now
const READING_MS = 10_000

beforeEach(() => {
  useMessages.setState({ shown: null, since: 0, waiting: [], failures: [], held: false })
  useApp.getState().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
})

describe('the message line', () => {
  it('shows the newest', () => {
    notifyTitle('first')
    now += READING_MS
    notifyTitle('second')
    expect(titles()).toEqual({ shown: 'second', waiting: [], kept: [] })
  })

  it('shows messages again that were replaced too early to be read', () => {
    notifyTitle('first', 'refusal')
    now += 100
    notifyTitle('second')
    now += 100
    notifyTitle('third', 'error')
    expect(titles()).toEqual({ shown: 'third', waiting: ['second', 'first'], kept: ['third'] })
    notifyTitle('second')
    expect(titles()).toMatchObject({ shown: 'second', waiting: ['third', 'first'] })
    now += READING_MS
    showNextMessage()
    now += 100
    notifyTitle('fourth')
    expect(titles()).toMatchObject({ shown: 'fourth', waiting: ['third', 'first'] })
  })

  it('does not change while it is being read; later messages follow in order', () => {
    notifyTitle('first')
    useMessages.setState({ held: true })
    notifyTitle('second')
    notifyTitle('third')
    notifyTitle('second')
    expect(titles()).toEqual({ shown: 'first', waiting: ['third', 'second'], kept: [] })
    showNextMessage()
    expect(titles()).toEqual({ shown: 'third', waiting: ['second'], kept: [] })
    showNextMessage()
    showNextMessage()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: [] })
  })

  it('removes a message that is no longer true, wherever it is', () => {
    notifyTitle('first')
    useMessages.setState({ held: true })
    const second = notifyTitle('second', 'error')
    dismissMessage(second)
    expect(titles()).toEqual({ shown: 'first', waiting: [], kept: [] })
  })
})

describe('an error', () => {
  it('stays under Problems after its time on the line, once, however often it is reported', () => {
    notifyTitle('not saved', 'error')
    notifyTitle('not saved', 'error')
    showNextMessage()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
  })

  it('is removed by its action, unless the action returns false', async () => {
    const run = vi.fn<() => unknown>(async () => false)
    const action = { label: untranslated('Save as'), run }
    notify(untranslated('not saved'), [], { actions: [action] })
    await runAction(state().failures[0]!, action)
    expect(titles()).toEqual({ shown: null, waiting: [], kept: ['not saved'] })
    run.mockImplementation(async () => true)
    await runAction(state().failures[0]!, action)
    expect(titles().kept).toEqual([])
  })

  it('that happens again on retry is reported again', async () => {
    const retry = { label: untranslated('Try again'), run: () => void notifyTitle('not saved', 'error') }
    notify(untranslated('not saved'), [], { actions: [retry] })
    await runAction(state().shown!, retry)
    expect(titles()).toEqual({ shown: 'not saved', waiting: [], kept: ['not saved'] })
  })

  it('whose action fails shows the reason, and still offers the action', async () => {
    const failing = vi.fn<() => unknown>(async () => {
      throw new Error('the disk is full')
    })
    const action = { label: untranslated('Save as'), run: failing }
    notify(untranslated('not saved'), [], { actions: [action] })
    await runAction(state().shown!, action)
    expect(titles()).toEqual({ shown: 'not saved', waiting: [], kept: ['not saved'] })
    expect(state().failures[0]).toMatchObject({
      sentences: [untranslated('the disk is full')],
      actions: [action],
    })
    failing.mockImplementation(async () => true)
    await runAction(state().failures[0]!, action)
    expect(titles().kept).toEqual([])
  })

  it('of a command is reported, whenever it happens, and can be retried', async () => {
    const failing = vi.fn<() => unknown>(() => {
      throw new Error('at once')
    })
    expect(await attempt(untranslated('Pause training'), failing)).toBe(false)
    const message = '“Pause training” failed'
    expect(titles()).toEqual({ shown: message, waiting: [], kept: [message] })
    failing.mockImplementation(() => Promise.reject(new Error('later')))
    await runAction(state().failures[0]!, state().failures[0]!.actions[0]!)
    expect(state().failures.map(({ sentences }) => sentences[0]!.en)).toEqual(['later'])
    failing.mockImplementation(async () => {})
    await runAction(state().failures[0]!, state().failures[0]!.actions[0]!)
    expect(titles().kept).toEqual([])
  })

  it('that is uncaught is reported too, but not a warning of the browser or a lost connection', () => {
    const page = new EventTarget()
    vi.stubGlobal('window', page)
    const stop = followFailures()
    const dispatch = (type: string, properties: object) =>
      page.dispatchEvent(Object.assign(new Event(type), properties))
    const messages = () => state().failures.map(({ sentences }) => sentences[0]!.en)
    dispatch('error', { error: null })
    expect(messages()).toEqual([])
    dispatch('error', { error: new Error('of a press') })
    expect(messages()).toEqual(['of a press'])
    dispatch('unhandledrejection', { reason: new Error('of a call') })
    expect(messages()).toEqual(['of a call'])
    useApp.setState({ lostConnection: { who: 'host', reason: 'gone' } })
    dispatch('unhandledrejection', { reason: new Error('the connection is lost') })
    expect(messages()).toEqual(['of a call'])
    useApp.setState({ lostConnection: null })
    stop()
    dispatch('error', { error: new Error('later') })
    expect(messages()).toEqual(['of a call'])
    vi.unstubAllGlobals()
  })

  it('is not kept if it is a refusal', () => {
    notifyTitle('These layers cannot be grouped', 'refusal')
    expect(titles()).toEqual({ shown: 'These layers cannot be grouped', waiting: [], kept: [] })
  })
})

describe('a message about the current document', () => {
  it('is removed by the next edit', () => {
    dismissOnEdit(notifyTitle('Training did not start', 'error'))
    expect(titles().kept).toHaveLength(1)
    draw()
    expect(titles()).toEqual({ shown: null, waiting: [], kept: [] })
  })

  it('offers to undo an edit, until there is a later one', async () => {
    const before = documentOf(useApp.getState())
    draw()
    notifyEdit(untranslated('a layer was added'), [])
    const { shown } = state()
    await runAction(shown!, shown!.actions[0]!)
    expect(documentOf(useApp.getState())).toBe(before)
    draw()
    notifyEdit(untranslated('a layer was added'), [])
    draw()
    expect(state().shown).toBeNull()
  })

  it('stays while another variant is shown', () => {
    useApp.getState().editWhole(labels.duplicateVariant, duplicateVariant)
    dismissOnEdit(notifyTitle('Training did not start', 'error'))
    useApp.getState().showVariant('main')
    expect(titles().kept).toEqual(['Training did not start'])
  })

  it('does not report success for a refused edit', async () => {
    const host = memoryHost()
    useApp.setState({ host, hostInfo: await host.host.info() })
    host.chosen = `/data/${'a'.repeat(200_000)}.csv`
    await applyChosenFile('table')
    expect(titles()).toEqual({ shown: 'This cannot be done', waiting: [], kept: [] })
    expect(documentOf(useApp.getState()).data).toBeNull()
    host.chosen = '/data/a.csv'
    await applyChosenFile('table')
    expect(titles().shown).toBe('a.csv is now the data')
  })
})
