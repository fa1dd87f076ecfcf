/** For any document that parses, analysis, hints, program and summary do not throw. Each run tests LAYERLOOM_MUTATIONS documents, by a
 *  seed that is printed. */
import { expect, test } from 'vitest'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { summary } from '../../shared/model/summary.ts'
import { ProblemError } from '../../shared/problem.ts'
import { dataInfo } from '../support/data-info.ts'
import { mutatedDocument } from './mutations.ts'

const COUNT = Number(process.env.LAYERLOOM_MUTATIONS ?? 800)
const SEED = Number(process.env.LAYERLOOM_SEED ?? Math.floor(Date.now() / 86_400_000))
const DATA = [
  null,
  dataInfo({ targets: [{ name: 'y', kind: 'classes', classes: ['a', 'b', 'c'] }] }),
  dataInfo({
    shape: [28, 28],
    dtype: 'uint8',
    columns: [],
    targets: [{ name: 'y', kind: 'classes', classes: ['0', '1'] }],
  }),
]

/** The parsed document, or null if it is refused with problems. */
function parseOrNull(text: string) {
  try {
    return parseDocument(text)
  } catch (error) {
    if (error instanceof ProblemError) return null
    throw error
  }
}

function inspect(text: string): 'refused' | 'unsound' | 'sound' {
  const document = parseOrNull(text)
  if (!document) return 'refused'
  let sound = false
  for (const data of DATA) {
    const analysis = analyze(document, data)
    analysis.hints()
    expect(generateKeras(document, analysis, data)).toMatch(/^# /)
    if (!analysis.model) continue
    sound = true
    expect(summary(analysis.model)).toMatch(/^Model: /)
  }
  return sound ? 'sound' : 'unsound'
}

test(`${COUNT} documents, LAYERLOOM_SEED=${SEED}`, { timeout: 3_600_000 }, () => {
  const counts = { refused: 0, unsound: 0, sound: 0 }
  for (let i = 0; i < COUNT; i++) {
    const text = mutatedDocument(SEED * 1_000_003 + i)
    try {
      counts[inspect(text)]++
    } catch (error) {
      throw new Error(`document ${i}: ${text}`, { cause: error })
    }
  }
  // Enough documents must parse, with and without errors, or the test is void.
  for (const kind of ['unsound', 'sound'] as const) expect(counts[kind]).toBeGreaterThan(COUNT / 10)
})
