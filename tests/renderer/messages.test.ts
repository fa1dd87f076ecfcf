/** Messages: one at a time, none from under the pointer; what can be acted on waits under Problems until it is done. */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { documentOf, useApp } from '../../renderer/state/store.ts'
import { notifyDone, untilEdited } from '../../renderer/state/until-edited.ts'
import { act, nextMessage, notify, unnotify, useMessages } from '../../renderer/ui/notify.ts'
import { addLayer, labels } from '../../shared/document/edits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { same } from '../../shared/text.ts'

const state = () => useMessages.getState()
const titles = () => ({
  shown: state().shown?.title.en ?? null,
  waiting: state().waiting.map(({ title }) => title.en),
  kept: state().kept.map(({ title }) => title.en),
})
const tell = (title: string, kind: 'info' | 'refusal' | 'error' = 'info') => notify(same(title), [], { kind })
const draw = () =>
  useApp.getState().edit(labels.addLayer('Dense'), (d) => addLayer(d, 'Dense', { x: 0, y: 0 }))

beforeEach(() => {
  useMessages.setState({ shown: null, waiting: [], kept: [], held: false })
  useApp.getState().open(emptyDocument('a'), { path: null, name: 'a', folder: null })
})

describe('the line', () => {
  it('shows the newest', () => {
    tell('first')
    tell('second')
    expect(titles()).toEqual({ shown: 'second', waiting: [], kept: [] })
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
})
