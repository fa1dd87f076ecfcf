/** Repairs that add a layer make room for it in the direction of the drawing. */
import { describe, expect, test } from 'vitest'
import { COLUMN_STEP, type Direction, ROW_STEP } from '../../../shared/document/direction.ts'
import type { Document } from '../../../shared/document/document.ts'
import { emptyDocument, newLayer } from '../../../shared/document/new.ts'
import { analyze } from '../../../shared/model/analyze.ts'

/** A chain of layers, each with its type as its id. */
function chain(types: readonly string[], direction: Direction): Document {
  const document = emptyDocument('chain')
  const positions = types.map((_, i) => at(i, direction))
  return {
    ...document,
    networks: {
      main: {
        ...document.networks.main!,
        layers: Object.fromEntries(
          types.map((type) => {
            const layer = newLayer(type)
            const props =
              type === 'Input' ? { shape: [8, 8, 3] } : type === 'Dense' ? { units: 3 } : layer.props
            return [type, { ...layer, props }]
          }),
        ),
        nodes: Object.fromEntries(
          types.map((type, i) => [type, { kind: 'layer' as const, layer: type, position: positions[i]! }]),
        ),
        edges: Object.fromEntries(
          types
            .slice(1)
            .map((type, i) => [type, { from: { node: types[i]!, port: 0 }, to: { node: type, port: 0 } }]),
        ),
      },
    },
  }
}

/** The position of the n-th layer of a chain. */
const at = (n: number, direction: Direction) =>
  direction === 'right' ? { x: n * COLUMN_STEP, y: 0 } : { x: 0, y: n * ROW_STEP }

function repair(document: Document, label: string): Document {
  const problem = analyze(document).problems.find(({ fix }) => fix?.label.en === label)
  return problem!.fix!.apply(document)
}

/** The positions of the main network's layers by type. */
const positionsOf = (document: Document) =>
  Object.fromEntries(
    Object.values(document.networks.main!.nodes).map((node) => [
      node.kind === 'layer' ? document.networks.main!.layers[node.layer]!.type : node.kind,
      node.position,
    ]),
  )

describe.each(['down', 'right'] as const)('in a network drawn %s', (direction) => {
  test('Insert Flatten moves the layers from the target on by one step', () => {
    const repaired = repair(chain(['Input', 'Dropout', 'Dense', 'Output'], direction), 'Insert Flatten')
    expect(positionsOf(repaired)).toEqual({
      Input: at(0, direction),
      Dropout: at(1, direction),
      Flatten: at(2, direction),
      Dense: at(3, direction),
      Output: at(4, direction),
    })
  })

  test('Add Input places it one step before the first layer', () => {
    const repaired = repair(chain(['Flatten', 'Dense', 'Output'], direction), 'Add Input')
    expect(positionsOf(repaired)).toMatchObject({ Input: at(-1, direction), Flatten: at(0, direction) })
    expect(Object.values(repaired.networks.main!.edges)).toContainEqual({
      from: { node: 'input', port: 0 },
      to: { node: 'Flatten', port: 0 },
    })
  })

  test('Add Output places it one step after the last layer', () => {
    const repaired = repair(chain(['Input', 'Flatten', 'Dense'], direction), 'Add Output')
    expect(positionsOf(repaired)).toMatchObject({ Dense: at(2, direction), Output: at(3, direction) })
  })
})

test('in a network drawn to the right, Add Output continues the rightmost layer, not the lowest', () => {
  const document = chain(['Input', 'Flatten', 'Dense'], 'right')
  const { main } = document.networks
  const lower = { x: COLUMN_STEP, y: 2 * ROW_STEP }
  const branched: Document = {
    ...document,
    networks: {
      main: {
        ...main!,
        layers: { ...main!.layers, Dropout: newLayer('Dropout') },
        nodes: { ...main!.nodes, Dropout: { kind: 'layer', layer: 'Dropout', position: lower } },
        edges: {
          ...main!.edges,
          Dropout: { from: { node: 'Input', port: 0 }, to: { node: 'Dropout', port: 0 } },
        },
      },
    },
  }
  expect(positionsOf(repair(branched, 'Add Output')).Output).toEqual(at(3, 'right'))
})
