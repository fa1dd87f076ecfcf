/** Small functions of the canvas: helper lines, fitting layers, rows of the outline, initial values, formulas. */
import { describe, expect, it } from 'vitest'
import { alignDrag } from '../../renderer/canvas/editing/flow.ts'
import { layerChoices } from '../../renderer/canvas/editing/layer-choices.ts'
import { boundingBox } from '../../renderer/geometry/box.ts'
import { helperLines } from '../../renderer/geometry/helper-lines.ts'
import { noteIdOf, viewIdOf } from '../../renderer/geometry/view-id.ts'
import { formulaOf } from '../../renderer/panels/fields/curves.ts'
import { histogramOf } from '../../renderer/panels/fields/histogram.ts'
import { outlineRows } from '../../renderer/side/outline-rows.ts'
import { activations } from '../../shared/catalog/activations/index.ts'
import { initializers } from '../../shared/catalog/initializers/index.ts'
import { mainNetwork } from '../../shared/document/document.ts'
import { ID } from '../../shared/document/ids.ts'
import { createConfig } from '../../shared/fields/index.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { chain } from '../document/build.ts'

const box = (x: number, y: number, width = 100, height = 50) => ({ x, y, width, height })

describe('helper lines', () => {
  it('snap the centers, and the sides of boxes of another size', () => {
    expect(helperLines(box(3, 200), [box(0, 0)], 6)).toEqual({
      offset: { x: -3, y: 0 },
      lines: { x: 50, y: null },
    })
    expect(helperLines(box(197, 2), [box(0, 0, 300, 200)], 6)).toEqual({
      offset: { x: 3, y: -2 },
      lines: { x: 300, y: 0 },
    })
  })
  it('do not snap from a distance', () => {
    expect(helperLines(box(7, 200), [box(0, 0)], 6).offset).toEqual({ x: 0, y: 0 })
  })
  it('move all dragged nodes together', () => {
    const boxes = new Map([
      ['a', box(0, 0)],
      ['b', box(0, 100)],
      ['c', box(300, 400)],
    ])
    const to = (id: string, x: number, y: number) =>
      ({ type: 'position', id, position: { x, y }, dragging: true }) as const
    const aligned = alignDrag([to('a', 296, 0), to('b', 296, 100)], boxes, 6)!
    expect(aligned.lines.x).toBe(350)
    expect(aligned.changes).toMatchObject([{ position: { x: 300, y: 0 } }, { position: { x: 300, y: 100 } }])
    expect(alignDrag([{ type: 'select', id: 'a', selected: true }], boxes, 6)).toBeNull()
  })
  it('the bounding box of several boxes', () => {
    expect(boundingBox([box(0, 0), box(200, -10)])).toEqual({ x: 0, y: -10, width: 300, height: 60 })
  })
})

describe('notes in the view', () => {
  it('have ids that no node can have', () => {
    expect(noteIdOf(viewIdOf('note'))).toBe('note')
    expect(ID.test(viewIdOf('note'))).toBe(false)
    expect(noteIdOf('note')).toBeNull()
  })
})

describe('fitting layers', () => {
  const refusedTypes = (shape: readonly (number | null)[]) =>
    layerChoices(shape, true, false).flatMap((f) => (f.refused ? [f.definition.type] : []))
  it('depend on the shape of the wire', () => {
    expect(refusedTypes([null, 28, 28])).toContain('RepeatVector')
    expect(refusedTypes([null, 28, 28])).not.toContain('Flatten')
    expect(refusedTypes([null, 300])).toContain('Permute')
    expect(refusedTypes([null, 300])).not.toContain('Dense')
  })
  it('need an input after a wire and an output before one', () => {
    const types = (hasInput: boolean, hasOutput: boolean) =>
      layerChoices(null, hasInput, hasOutput).map((f) => f.definition.type)
    expect(types(true, false)).not.toContain('Input')
    expect(types(false, true)).not.toContain('Output')
    expect(types(true, true)).not.toContain('Output')
    expect(types(false, false)).toContain('Output')
  })
  it('come first', () => {
    const order = layerChoices([null, 300], true, false).map((f) => f.refused !== null)
    expect(order).toEqual([...order].sort((a, b) => Number(a) - Number(b)))
  })
})

describe('outline', () => {
  it('has the layers in order, with their sources and targets', () => {
    const document = chain('Input', 'Flatten', 'Output')
    const rows = outlineRows(mainNetwork(document), analyze(document))
    expect(rows.map((r) => r.name)).toEqual(['input_layer', 'flatten', 'output'])
    expect(rows[1]!.links).toEqual([
      { edge: 'input->flatten', node: 'input', name: 'input_layer', way: 'from', output: null },
      { edge: 'flatten->output', node: 'output', name: 'output', way: 'to', output: null },
    ])
  })
})

describe('initial values', () => {
  const of = (type: string, shape: readonly number[]) => histogramOf(createConfig(initializers, type), shape)
  it('have the distribution of the initializer', () => {
    // He et al. 2015: the variance is 2 ÷ fan_in. Glorot and Bengio 2010: 2 ÷ (fan_in + fan_out).
    expect(of('he_normal', [784, 300])!.stddev).toBeCloseTo(Math.sqrt(2 / 784), 3)
    const glorot = of('glorot_uniform', [784, 300])!
    expect(glorot.stddev).toBeCloseTo(Math.sqrt(2 / 1084), 3)
    expect(glorot.high).toBeCloseTo(Math.sqrt(6 / 1084), 3)
    expect(glorot.counts.reduce((a, b) => a + b)).toBe(784 * 300)
  })
  it('are not drawn for a constant, nor for an expensive initializer', () => {
    expect(of('zeros', [300])).toBeNull()
    expect(of('he_normal', [10_000, 10_000])).toBeNull()
    expect(of('orthogonal', [300])).toBeNull()
  })
})

describe('formulas', () => {
  it('contain the values of the arguments', () => {
    const of = (type: string, props = {}) => formulaOf(createConfig(activations, type, props))
    expect(of('elu', { alpha: 0.5 })).toBe('x > 0: x; x ≤ 0: 0.5 · (eˣ − 1)')
    expect(of('relu')).toBe('x > 0: x; x ≤ 0: 0')
    expect(of('relu', { max_value: 6, negative_slope: 0.1, threshold: 1 })).toBe(
      'x > 1: min(x, 6); x ≤ 1: 0.1 · (x − 1)',
    )
  })
  it('exist for every activation', () => {
    for (const { type } of activations.members)
      expect(formulaOf(createConfig(activations, type))).toMatch(/[xˣ]/)
  })
})
