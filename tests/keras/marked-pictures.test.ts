/** The programs of pictures with marked rows have the rows and labels that the app trains on. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { prepareData } from '../../electron/engine/data/index.ts'
import { rowFingerprints } from '../../electron/engine/data/marks/row-fingerprints.ts'
import type { DataReference } from '../../shared/data/data-reference.ts'
import type { RowMark } from '../../shared/data/marks.ts'
import { parseDocument } from '../../shared/document/file.ts'
import { generateKeras } from '../../shared/keras/generate.ts'
import { analyze } from '../../shared/model/analyze.ts'
import { bytesIn, dataFixture, intsOf, reference } from '../engine/data/helper.ts'
import { documentText } from '../engine/support.ts'
import { writeFashion, writeIdx } from '../support/datasets.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import type { ProgramRows } from '../support/prepared-rows.ts'

const b = dataFixture()
const fashion = join(b.folder, 'fashion')
writeFashion(fashion, { train: 200, test: 100 })
writeIdx(join(b.folder, 'x'), [90, 2, 3], (i) => (i * 37) % 256)
writeIdx(join(b.folder, 'y'), [90], (i) => [3, 7, 9][i % 3]!)
writeIdx(join(b.folder, 'plain'), [90], (i) => i % 3)

const split = { validation: 12, test: 20, seed: 3 } as const
const CASES = [
  ['IDX files', reference({ type: 'idx', images: 'x', labels: 'y' }, split), '9'],
  [
    'IDX files whose labels are indices',
    reference({ type: 'idx', images: 'x', labels: 'plain' }, split),
    '2',
  ],
  ['Fashion-MNIST', reference({ type: 'fashion_mnist' }, split), 'Ankle boot'],
] as const

/** Rows 0, 3, 6 … are left out; of the others every fourth has another label. */
async function withMarks(
  data: DataReference,
  label: string,
  override: string | null,
): Promise<DataReference> {
  const rows = Array.from({ length: 40 }, (_, row) => row)
  const fingerprints = await rowFingerprints(data, rows, { ...b, override })
  return {
    ...data,
    marks: rows.flatMap((row): RowMark[] => {
      const marked = { row, fingerprint: fingerprints[row]! }
      if (row % 3 === 0) return [{ ...marked, excluded: true }]
      return row % 4 === 0 ? [{ ...marked, target: 'label', label }] : []
    }),
  }
}

describeKeras('Programs of marked pictures', () => {
  test.each(CASES)('%s', async (_, data, label) => {
    const override = data.source.type === 'fashion_mnist' ? fashion : null
    const marked = await withMarks(data, label, override)
    const { info, files, featureSize } = await prepareData(marked, { ...b, override })
    const text = documentText({ features: featureSize, hidden: [4], path: '' })
    const document = { ...parseDocument(text), data: marked }
    const code = generateKeras(document, analyze(document, info), info)
    const start = `import sys\nsys.argv = ["program.py", "--data", ${JSON.stringify(fashion)}]\n`
    const request = [join(b.folder, 'program.py'), start + code.slice(0, code.indexOf('\nmodel = '))]
    const [[answer]] = (await askKeras([{ kind: 'prepared', programs: [request] }])) as [[ProgramRows]]
    expect(answer.error).toBeUndefined()
    const [order, targets] = [intsOf(files.order), intsOf(files.targets)]
    expect(answer.parts.map(([x]) => x.length)).toEqual(Object.values(info.rows))
    expect(answer.parts.flatMap(([, y]) => y)).toEqual(order.map((row) => targets[row]))
    const stored = bytesIn(files.features)
    const received = answer.parts.flatMap(([x]) => x.map((row) => row.flat(3) as number[]))
    for (const [i, row] of order.entries()) {
      const bytes = received[i]!.map((value) => Math.round(value * 255))
      expect(bytes).toEqual(stored.slice(row * featureSize, (row + 1) * featureSize))
    }
  })
})
