/** The programs of the examples that learn from tables have the rows of the app. */
import { cpSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { isTableSource } from '../../shared/data/sources/index.ts'
import { dataFixture } from '../engine/data/helper.ts'
import { EXAMPLES, EXAMPLES_FOLDER } from '../support/examples.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import type { ProgramRows } from '../support/prepared-rows.ts'
import { expectSameRows, type TableProgram, tableProgram } from '../support/program-rows.ts'

const b = dataFixture()
cpSync(EXAMPLES_FOLDER, b.folder, { recursive: true })
const names = EXAMPLES.filter(({ document }) => isTableSource(document.data!.source)).map(({ name }) => name)

describeKeras('Rows of the program of an example', () => {
  const programs: TableProgram[] = []
  let rows: readonly ProgramRows[] = []

  beforeAll(async () => {
    for (const name of names)
      programs.push(await tableProgram(EXAMPLES.find((each) => each.name === name)!.document.data!, b))
    const requests = programs.map(({ request }) => request)
    ;[rows] = (await askKeras([{ kind: 'prepared', programs: requests }])) as [ProgramRows[]]
  })

  test.each(names)('%s', (name) => {
    const at = names.indexOf(name)
    expect(rows[at]!.parts.length).toBeGreaterThan(1)
    expectSameRows(programs[at]!, rows[at]!)
  })
})
