/** Generated tables: real pandas reads the rows that the app reads, and the program prepares them as the app does. */
import { join } from 'node:path'
import { test } from 'vitest'
import { temporaryFolder } from '../engine/data/helper.ts'
import { expectAllSame, generatedPrograms } from '../support/generated-programs.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import type { ProgramRows } from '../support/prepared-rows.ts'

const COUNT = process.env.LAYERLOOM_LONG ? 200 : 20

describeKeras('Programs of generated tables', () => {
  const folder = temporaryFolder()

  test(`${COUNT} tables`, async () => {
    const programs = await generatedPrograms(COUNT, { folder, cache: join(folder, 'cache') })
    const [rows] = (await askKeras([
      { kind: 'prepared', programs: programs.map(({ request }) => request) },
    ])) as [ProgramRows[]]
    expectAllSame(programs, rows)
  })
})
