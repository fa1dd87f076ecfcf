/** Derived data is cached between edits: after any edits it equals data derived without a cache. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { viewCache, viewEdges, viewNodes } from '../../renderer/canvas/drawing/views.ts'
import { createAnalyzer } from '../../renderer/state/analysis.ts'
import type { AppState, Selection } from '../../renderer/state/store.ts'
import { type Document, mainNetwork } from '../../shared/document/document.ts'
import { groupNodes, moveNodes, setField } from '../../shared/document/edits.ts'
import { type Analysis, analyze } from '../../shared/model/analyze.ts'
import { anySteps, EDITS, unlessRefused } from '../document/any-edits.ts'
import { chain } from '../document/build.ts'
import { sampleData } from './memory-host.ts'

const NO_DATA: AppState['data'] = { state: 'none' }
/** A deep copy, which is in no cache. */
const uncachedCopy = (document: Document): Document => structuredClone(document)

/** A comparable value: maps as lists, hints evaluated, definitions by type and ports, and without the structure. */
const comparable = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, each) => {
      if (key === 'structure') return undefined
      if (key === 'hints') return each()
      if (each instanceof Map) return [...each]
      if (key === 'definition' && each) return [each.type, each.inputs, each.outputs]
      return each
    }),
  )

const start = (): Document => {
  const document = chain('Input', 'Flatten', 'Dense', 'BatchNormalization', 'Dense', 'Dropout', 'Output')
  return groupNodes(document, Object.keys(mainNetwork(document).nodes).slice(2, 4))
}

/** A selection of every third node and edge. Its lists stay the same objects in all steps, as when the selection does not change. */
function selectionIn(document: Document): Selection {
  const third = (all: object) => Object.keys(all).filter((_, i) => i % 3 === 0)
  const { nodes, edges } = mainNetwork(document)
  return { nodes: third(nodes), edges: third(edges), notes: [] }
}

describe('derived data', () => {
  it('equals uncached data after any edits and undo', () => {
    fc.assert(
      fc.property(anySteps(1), (steps) => {
        const analysisOf = createAnalyzer()
        const cache = viewCache('any')
        const documents = [start()]
        const selection = selectionIn(documents[0]!)
        const viewsOf = (document: Document, analysis: Analysis, viewsCache: typeof cache) =>
          comparable([
            viewNodes(document, analysis, selection, viewsCache),
            viewEdges(document, analysis, selection, viewsCache),
          ])
        for (const step of steps) {
          const edit = EDITS[step.verb]
          const document = edit
            ? unlessRefused((d) => edit(d, step))(documents.at(-1)!)
            : (documents.at(-2) ?? documents[0]!)
          documents.push(document)
          const analysis = analysisOf(document, NO_DATA)
          expect(comparable(analysis)).toEqual(comparable(analyze(uncachedCopy(document), null)))
          expect(viewsOf(document, analysis, cache)).toEqual(
            viewsOf(uncachedCopy(document), analysis, viewCache('any')),
          )
        }
      }),
      { numRuns: 120 },
    )
  })
})

describe('the analysis of the shown document', () => {
  const ready = (title: string): AppState['data'] => ({ state: 'ready', info: { ...sampleData, title } })
  const dense = (document: Document) => {
    const { nodes, layers } = mainNetwork(document)
    return Object.keys(nodes).find((id) => {
      const node = nodes[id]!
      return node.kind === 'layer' && layers[node.layer]!.type === 'Dense'
    })!
  }

  it('is the same object while its inputs do not change, and after undo', () => {
    const analysisOf = createAnalyzer()
    const document = start()
    const first = analysisOf(document, NO_DATA)
    const changed = setField(document, dense(document), 'units', 7)
    expect(analysisOf(moveNodes(document, { [dense(document)]: { x: 9, y: 9 } }), NO_DATA)).toBe(first)
    const second = analysisOf(changed, NO_DATA)
    expect(second).not.toBe(first)
    expect(analysisOf(document, NO_DATA)).toBe(first)
    expect(analysisOf(changed, NO_DATA)).toBe(second)
  })
  it('differs with other data', () => {
    const analysisOf = createAnalyzer()
    const document = start()
    const without = analysisOf(document, NO_DATA)
    const firstData = ready('one')
    expect(analysisOf(document, firstData)).not.toBe(without)
    expect(analysisOf(document, ready('two'))).not.toBe(analysisOf(document, firstData))
    expect(analysisOf(document, NO_DATA)).toBe(without)
  })
  it('differs when the layers are in another order', () => {
    const analysisOf = createAnalyzer()
    const document = start()
    const main = mainNetwork(document)
    const reversed: Document = {
      ...document,
      networks: {
        ...document.networks,
        [document.main]: { ...main, nodes: Object.fromEntries(Object.entries(main.nodes).reverse()) },
      },
    }
    const first = analysisOf(document, NO_DATA)
    expect(comparable(analysisOf(reversed, NO_DATA))).toEqual(
      comparable(analyze(uncachedCopy(reversed), null)),
    )
    expect(analysisOf(reversed, NO_DATA)).not.toBe(first)
  })
})
