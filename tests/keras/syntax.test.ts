/** Whatever a document holds, its program is valid Python, and what a person wrote comes out as exactly that text. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { generateKeras } from '../../shared/keras/generate.ts'
import { text } from '../../shared/keras/printer.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { anyDocument } from '../document/arbitrary.ts'
import { HOSTILE, network, words } from '../support/arbitrary-network.ts'
import { askKeras, describeKeras } from '../support/keras.ts'

const finished = fc.sample(network, { numRuns: 400, seed: 1 })
const any = fc.sample(anyDocument, { numRuns: 200, seed: 2 })

describeKeras('Python reads', () => {
  test('the program of any network, finished or not', () => {
    const programs = [...finished, ...any].map((document) => generateKeras(document))
    expect(programs.filter((p) => p.includes('model.compile')).length).toBeGreaterThan(200)
    const [faults] = askKeras([{ kind: 'parse', programs }]) as [(string | null)[]]
    const wrong = faults.flatMap((fault, i) => (fault === null ? [] : [`${fault}\n${programs[i]}`]))
    expect(wrong[0]).toBeUndefined()
  })

  test('every text as it was', () => {
    const texts = [...HOSTILE, ...fc.sample(words, { numRuns: 2000, seed: 3 })]
    const [values] = askKeras([{ kind: 'literals', texts: texts.map(text) }])
    expect(values).toEqual(texts)
  })
})

test('a literal stays on one line and hides nothing', () => {
  fc.assert(
    fc.property(words, (value) => {
      expect(text(value)).toMatch(/^(["'])[^\p{C}\u2028\u2029]*\1$/u)
    }),
  )
})

test('lines are at most 88 columns wide, except where a text alone is longer', () => {
  for (const document of finished)
    for (const line of generateKeras(document).split('\n'))
      if (!/["'#]/.test(line)) expect(line.length).toBeLessThanOrEqual(88)
})

test('the same document gives the same program', () => {
  for (const document of finished.slice(0, 50)) {
    const copy = structuredClone(document)
    expect(generateKeras(copy, analyze(copy))).toBe(generateKeras(document))
  }
})
