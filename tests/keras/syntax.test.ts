/** Checks that the program of any document is valid Python, and that a user's texts become literals with exactly that value. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Document } from '../../shared/document/document.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { definedNames } from '../../shared/keras/identifiers.ts'
import { text } from '../../shared/keras/printer.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { anyDocument } from '../document/arbitrary.ts'
import { HOSTILE_TEXTS, hostileText, network } from '../support/arbitrary-network.ts'
import { EXAMPLES } from '../support/examples.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import { PROGRAMS } from '../support/programs/programs.ts'

const complete = fc.sample(network, { numRuns: 400, seed: 1 })
const documents = fc.sample(anyDocument, { numRuns: 200, seed: 2 })

/** Names that programs use: of Python, of imports, and of definitions in some documents. */
const WORDS =
  'OneCycle split_rows read_idx mix allot permutation zip len float range enumerate max list open int dict sum input id ' +
  'type partial Path layers keras np pd sys io model table rows train val x y x_train y_val w_test inputs outputs lambda None'

/** Copies of the document whose layers, groups and shared defaults have these names. There are as many copies as the names need. */
function withNames(document: Document, names: readonly string[]): Document[] {
  const named: Document[] = []
  for (let at = 0; at < names.length; ) {
    const next = () => names[at++] ?? ''
    const networks = mapValues(document.networks, (network, id) => ({
      ...network,
      ...(id === document.main ? {} : { name: next() || network.name }),
      layers: mapValues(network.layers, (layer) => ({ ...layer, name: next() })),
    }))
    const definitions = mapValues(document.definitions, (d) => ({ ...d, name: next() || d.name }))
    named.push({ ...document, networks, definitions })
  }
  return named
}
const mapValues = <T, U>(of: { readonly [key: string]: T }, to: (value: T, key: string) => U) =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value, key)]))

describeKeras('Python reads', () => {
  test('the program of any network, complete or not', async () => {
    const programs = [...complete, ...documents].map((document) => generateKeras(document))
    expect(programs.filter((p) => p.includes('model.compile')).length).toBeGreaterThan(200)
    const [faults] = (await askKeras([{ kind: 'parse', programs }])) as [(string | null)[]]
    const failures = faults.flatMap((fault, i) => (fault === null ? [] : [`${fault}\n${programs[i]}`]))
    expect(failures[0]).toBeUndefined()
  })

  test('no name that the user gives shadows a name of the program or of Python', async () => {
    const programs = [...EXAMPLES, ...PROGRAMS].flatMap(({ document }) => {
      const own = definedNames(generateKeras(document).split('\n'))
      return withNames(document, [...new Set([...own, ...WORDS.split(' ')])]).map((d) => generateKeras(d))
    })
    expect(programs.length).toBeGreaterThan(100)
    const [shadowed] = (await askKeras([{ kind: 'hidden', programs }])) as [string[][]]
    const failures = shadowed.flatMap((names, i) =>
      names.length === 0 ? [] : [`${names.join()}\n${programs[i]}`],
    )
    expect(failures[0]).toBeUndefined()
  })

  test('every text unchanged', async () => {
    const texts = [...HOSTILE_TEXTS, ...fc.sample(hostileText, { numRuns: 2000, seed: 3 })]
    const [values] = await askKeras([{ kind: 'literals', texts: texts.map(text) }])
    expect(values).toEqual(texts)
  })
})

test('a literal stays on one line and has no invisible characters', () => {
  fc.assert(
    fc.property(hostileText, (value) => {
      expect(text(value)).toMatch(/^(["'])[^\p{C}\u2028\u2029]*\1$/u)
    }),
  )
})

test('lines are at most 88 columns wide, except where a text alone is longer', () => {
  for (const document of complete)
    for (const line of generateKeras(document).split('\n'))
      if (!/["'#]/.test(line)) expect(line.length).toBeLessThanOrEqual(88)
})

test('the same document gives the same program', () => {
  for (const document of complete.slice(0, 50)) {
    const copy = structuredClone(document)
    expect(generateKeras(copy, analyze(copy))).toBe(generateKeras(document))
  }
})
