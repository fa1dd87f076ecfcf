/** Groups in malicious files: nesting, repetition and wiring that multiply. They are handled in bounded time, with clear problems. */
import { describe, expect, it } from 'vitest'
import { compareNetworks } from '../../shared/document/compare-networks.ts'
import { type Document, mainNetwork, type Network } from '../../shared/document/document.ts'
import {
  copy,
  duplicateVariant,
  groupNodes,
  paste,
  renameLayer,
  separateGroup,
  shareDefaults,
  ungroup,
} from '../../shared/document/edits.ts'
import { parseDocument, serializeDocument } from '../../shared/document/file.ts'
import { editNetwork } from '../../shared/document/groups.ts'
import { MAX_STRING } from '../../shared/document/limits.ts'
import { emptyDocument } from '../../shared/document/new.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { cpuTimer } from '../support/cpu-time.ts'
import { chain } from './build.ts'

const group = (network: string, repeat = 1) =>
  ({ kind: 'group', network, repeat, position: { x: 0, y: 0 } }) as const

/** Input → the groups in sequence → Output. */
function inSequence(groups: readonly ReturnType<typeof group>[]): Network {
  const ends = mainNetwork(chain('Input', 'Output'))
  const nodes = Object.fromEntries(groups.map((g, i) => [`g${i}`, g]))
  const path = ['input', ...Object.keys(nodes), 'output']
  const edges = path.slice(1).map((to, i) => {
    return [`e${i}`, { from: { node: path[i]!, port: 0 }, to: { node: to, port: 0 } }] as const
  })
  return { ...ends, nodes: { ...ends.nodes, ...nodes }, edges: Object.fromEntries(edges) }
}
/** Each network contains `calls` groups of the next one, each repeated `repeat` times. */
function nestedGroups(levels: number, calls: number, repeat = 1): Document {
  const networks = Object.fromEntries(
    Array.from({ length: levels }, (_, i) => [
      i === 0 ? 'main' : `n${i}`,
      {
        ...inSequence(
          i === levels - 1 ? [] : Array.from({ length: calls }, () => group(`n${i + 1}`, repeat)),
        ),
        name: `N${i}`,
      },
    ]),
  )
  return { ...emptyDocument('deep'), networks }
}
/** In ms. Far more than any test needs, far less than following each call would take. */
const MAX_MS = 5000
const measure = (work: () => unknown): number => {
  const milliseconds = cpuTimer()
  work()
  return milliseconds()
}

describe('groups without any layer', () => {
  it.each([
    ['repeated within repeated', nestedGroups(4, 1, 10_000)],
    ['called twice by each level', nestedGroups(40, 2)],
  ])('%s are too many', (_, document) => {
    let analysis: ReturnType<typeof analyze> | undefined
    expect(measure(() => (analysis = analyze(parseDocument(serializeDocument(document)))))).toBeLessThan(
      MAX_MS,
    )
    expect(analysis!.model).toBeNull()
    expect(analysis!.problems.map((p) => p.code)).toContain('group-repeat')
  })
})

it('variants with many groups are compared once per group', () => {
  const document = duplicateVariant(nestedGroups(30, 2))
  const [a, b] = ['main', document.main].sort()
  expect(measure(() => expect(compareNetworks(document, a!, b!).nodes).toEqual([]))).toBeLessThan(MAX_MS)
})

it('variants with very many added nodes between common ones are compared by their direct wires only', () => {
  const n = 1000
  const ends = mainNetwork(chain('Input', 'Output'))
  const nodes = { ...ends.nodes }
  const edges: Record<string, Network['edges'][string]> = {}
  const add = (id: string) => {
    nodes[id] = { kind: 'layer', layer: 'input', position: { x: 0, y: 0 } }
  }
  const wire = (from: string, to: string) => {
    edges[`${from}->${to}`] = { from: { node: from, port: 0 }, to: { node: to, port: 0 } }
  }
  for (let i = 0; i < n; i++) for (const side of ['a', 'b']) add(`${side}${i}`)
  const before = { ...ends, nodes: { ...nodes }, edges: {} }
  for (let i = 0; i < n; i++) {
    add(`m${i}`)
    if (i > 0) wire(`m${i - 1}`, `m${i}`)
    wire(`a${i}`, 'm0')
    wire(`m${i}`, `b${i}`)
  }
  const document = { ...emptyDocument('x'), networks: { main: before, other: { ...ends, nodes, edges } } }
  let wires = 0
  expect(
    measure(() => {
      wires = compareNetworks(document, 'main', 'other').edges.length
    }),
  ).toBeLessThan(MAX_MS)
  expect(wires).toBe(0)
})

describe('the clipboard', () => {
  it('reuses a deeply nested block in its own document, in bounded time', () => {
    const document = nestedGroups(40, 1)
    let pasted = document
    expect(measure(() => (pasted = paste(document, copy(document, ['g0']), { x: 0, y: 0 })))).toBeLessThan(
      MAX_MS,
    )
    expect(Object.keys(pasted.networks)).toEqual(Object.keys(document.networks))
  })
  it('also if its layers follow shared defaults', () => {
    const grouped = groupNodes(chain('Input', 'Dense', 'Output'), ['dense'])
    const document = editNetwork(grouped, 'block', (d) => shareDefaults(d, 'dense'))
    expect(Object.keys(paste(document, copy(document, ['block']), { x: 0, y: 0 }).networks)).toEqual([
      'main',
      'block',
    ])
  })
  it('renames a different block of the same name, and keeps the names of its layers', () => {
    const block = (units: string) =>
      editNetwork(groupNodes(chain('Input', 'Flatten', 'Dense', 'Output'), ['dense']), 'block', (d) =>
        renameLayer(d, 'dense', units),
      )
    const [one, other] = [block('hidden'), block('hidden')]
    const changed = editNetwork(other, 'block', (d) => groupNodes(d, ['dense']))
    const pasted = paste(one, copy(changed, ['block']), { x: 0, y: 500 })
    const names = Object.values(pasted.networks).map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(analyze(pasted).problems.filter((p) => p.code === 'bad-name')).toEqual([])
  })
})

it('a name of the maximal length is shortened for a number', () => {
  const long = 'n'.repeat(MAX_STRING)
  const named: Document = {
    ...emptyDocument('x'),
    networks: {
      main: { ...inSequence([group('b'), group('b')]), name: long },
      b: { ...inSequence([]), name: long },
    },
  }
  for (const edited of [duplicateVariant(named), separateGroup(named, 'g0')])
    expect(parseDocument(serializeDocument(edited))).toEqual(edited)
})

it('a group with a wire to itself is ungrouped without that wire', () => {
  const network = inSequence([group('b')])
  const edges = {
    ...network.edges,
    self: { from: { node: 'g0', port: 0 }, to: { node: 'g0', port: 0 } },
  }
  const document: Document = {
    ...emptyDocument('x'),
    networks: {
      main: { ...network, edges },
      b: { ...groupNodes(chain('Input', 'Dense', 'Output'), ['dense']).networks.block!, name: 'B' },
    },
  }
  const ungrouped = ungroup(parseDocument(serializeDocument(document)), 'g0')
  expect(parseDocument(serializeDocument(ungrouped))).toEqual(ungrouped)
  expect(() => analyze(ungrouped)).not.toThrow()
})
