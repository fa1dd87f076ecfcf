/** Commands, shortcuts, layer search, number fields, curves of activations and schedules. */
import { describe, expect, it } from 'vitest'
import { commands } from '../../renderer/commands/commands.ts'
import { formatShortcut, matches } from '../../renderer/commands/shortcut.ts'
import { searchLayers } from '../../renderer/palette/search-layers.ts'
import { activationCurve, rateCurve } from '../../renderer/panels/fields/curves.ts'
import { parseNumber, stepValue } from '../../renderer/panels/fields/numbers.ts'
import { useApp } from '../../renderer/state/store.ts'
import { activations } from '../../shared/catalog/activations/index.ts'
import { layers } from '../../shared/catalog/layers/index.ts'
import { schedules } from '../../shared/catalog/schedules/index.ts'
import { createConfig, float, int } from '../../shared/fields/index.ts'
import { untranslated } from '../../shared/text.ts'

const noModifiers = { key: '', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false }

describe('commands', () => {
  it('have unique ids and shortcuts', () => {
    const ids = commands.map((c) => c.id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const shown of ['design', 'data', 'runs']) {
      const keys = commands.flatMap(({ workspace = shown, shortcuts }) =>
        workspace === shown ? shortcuts : [],
      )
      expect(new Set(keys).size, shown).toBe(keys.length)
    }
  })
  it('have titles in both languages', () => {
    for (const { title } of commands) {
      expect(title.en).toMatch(/\S/)
      expect(title.ko).toMatch(/\S/)
    }
  })
  it('that need a selection are disabled without one', () => {
    const command = commands.find((c) => c.id === 'delete')!
    expect(command.enabled(useApp.getState())).toBe(false)
  })
})

describe('shortcuts', () => {
  it('match a digit with Shift by its key code, because it types another character', () => {
    const typed = { ...noModifiers, key: '!', code: 'Digit1', shiftKey: true }
    expect(matches('Shift+1', typed, false)).toBe(true)
    expect(matches('Shift+1', { ...typed, ctrlKey: true }, false)).toBe(false)
    expect(matches('Mod+1', { ...typed, ctrlKey: true }, false)).toBe(false)
    expect(matches('Shift+1', { ...noModifiers, key: '1', code: 'Digit1' }, false)).toBe(false)
  })
  it('Mod is Ctrl here and ⌘ on a Mac', () => {
    expect(matches('Mod+Z', { ...noModifiers, key: 'z', ctrlKey: true }, false)).toBe(true)
    expect(matches('Mod+Z', { ...noModifiers, key: 'z', metaKey: true }, false)).toBe(false)
    expect(matches('Mod+Z', { ...noModifiers, key: 'z', metaKey: true }, true)).toBe(true)
  })
  it('Shift distinguishes undo from redo', () => {
    const event = { ...noModifiers, key: 'Z', ctrlKey: true, shiftKey: true }
    expect(matches('Mod+Z', event, false)).toBe(false)
    expect(matches('Mod+Shift+Z', event, false)).toBe(true)
  })
  it('Alt matches by the key code', () => {
    expect(matches('Alt+C', { ...noModifiers, key: 'ç', code: 'KeyC', altKey: true }, true)).toBe(true)
  })
  it('are displayed in the notation of the platform', () => {
    expect(formatShortcut('Mod+Shift+Z', false)).toBe('Ctrl+Shift+Z')
    expect(formatShortcut('Mod+Shift+Z', true)).toBe('⇧⌘Z')
  })
})

describe('search of layers', () => {
  const first = (query: string) => searchLayers(layers.members, query)[0]?.type
  it('matches prefixes, capitals, subsequences and the help text', () => {
    expect(first('den')).toBe('Dense')
    expect(first('bn')).toBe('BatchNormalization')
    expect(first('batch norm')).toBe('BatchNormalization')
    expect(first('drpt')).toBe('Dropout')
    expect(first('무작위')).toBe('Dropout')
    expect(searchLayers(layers.members, 'xyz')).toEqual([])
  })
})

describe('numbers', () => {
  it('are parsed as typed, and stay text when they are no numbers', () => {
    expect(parseNumber('300', false)).toBe(300)
    expect(parseNumber(' 1e12 ', false)).toBe(1e12)
    expect(parseNumber('55,000', false)).toBe(55_000)
    expect(parseNumber('abc', false)).toBe('abc')
    expect(parseNumber('', false)).toBe('')
    expect(parseNumber('', true)).toBeNull()
    expect(parseNumber('Infinity', false)).toBe('Infinity')
  })
  it('are stepped within their limits', () => {
    const help = untranslated('')
    const units = int({ min: 1, default: 100, help })
    expect(stepValue(units, 300, 1, false)).toBe(301)
    expect(stepValue(units, 300, -1, true)).toBe(290)
    expect(stepValue(units, 1, -1, false)).toBe(1)
    expect(stepValue(units, 'abc', 1, false)).toBe(101)
    const rate = float({ min: 0, max: 1, default: 0.2, help })
    expect(stepValue(rate, 0.2, 1, false)).toBe(0.21)
    expect(stepValue(rate, 1, 1, true)).toBe(1)
    expect(stepValue(rate, 0, 1, false)).toBe(0.01)
    const epsilon = float({ min: 0, exclusiveMin: true, default: 1e-3, help })
    expect(stepValue(epsilon, 0.001, -1, true)).toBe(0.001)
  })
})

describe('curves of activations', () => {
  const at = (type: string, x: number) =>
    activationCurve(createConfig(activations, type), { from: x, to: x + 1, pieces: 1 })?.[0]?.[1]
  it('follow their formulas', () => {
    expect(at('relu', -2)).toBe(0)
    expect(at('elu', -1)).toBeCloseTo(Math.exp(-1) - 1, 9)
    expect(at('gelu', 1)).toBeCloseTo(0.8413447, 6)
    expect(at('leaky_relu', -1)).toBeCloseTo(-0.2, 9)
    expect(at('sigmoid', 0)).toBe(0.5)
  })
  it('exist for every elementwise activation only', () => {
    const typesWithoutCurve = activations.members.filter(
      (m) => activationCurve(createConfig(activations, m.type), { from: -4, to: 4, pieces: 8 }) === null,
    )
    expect(typesWithoutCurve.map((m) => m.type)).toEqual(['softmax', 'log_softmax'])
  })
})

describe('curves of learning rates', () => {
  it('follow their formulas', () => {
    const cycle = createConfig(schedules, 'OneCycle', { max_learning_rate: 1, total_steps: 100 })
    const points = rateCurve(cycle, { from: 0, to: 100, pieces: 100 })!
    expect(points[0]![1]).toBeCloseTo(1 / 25, 12)
    expect(points[15]![1]).toBeCloseTo((1 + 1 / 25) / 2, 12)
    expect(points[30]![1]).toBeCloseTo(1, 12)
    expect(points[100]![1]).toBeCloseTo(1 / 250_000, 12)
  })
  it('exist for every schedule', () => {
    for (const m of schedules.members)
      expect(rateCurve(createConfig(schedules, m.type), { from: 0, to: 20_000, pieces: 50 })).toHaveLength(51)
  })
})
