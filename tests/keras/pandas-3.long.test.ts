/** The programs of tables have the rows of the app in pandas 3 too, whose texts have another type. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../engine/data/helper.ts'
import { expectAllSame, generatedPrograms } from '../support/generated-programs.ts'
import { describeKeras } from '../support/keras.ts'
import { kerasPython, ROOT } from '../support/keras-python.ts'
import type { ProgramRows } from '../support/prepared-rows.ts'
import type { TableProgram } from '../support/program-rows.ts'
import { caseProgram, TABLE_CASES, writeTables } from '../support/table-cases.ts'

/** The set-up installs it beside the pandas of the environment, which has no version 3 for Python 3.10. */
const PANDAS = join(kerasPython() ?? '', '..', '..', 'pandas-3')

function rowsIn(programs: readonly TableProgram[]): readonly ProgramRows[] {
  const requests = [{ kind: 'prepared', programs: programs.map(({ request }) => request) }]
  const { output, status } = spawnSync(
    kerasPython()!,
    [join(ROOT, 'tests', 'support', 'ask_keras.py'), '3'],
    {
      input: `${JSON.stringify(requests)}\n`,
      stdio: ['pipe', 'ignore', 'inherit', 'pipe'],
      // What a later pandas refuses is an error.
      env: {
        ...process.env,
        PYTHONPATH: PANDAS,
        PYTHONWARNINGS: 'error::FutureWarning,error::DeprecationWarning',
      },
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
    },
  )
  expect(status).toBe(0)
  const { answers, error } = JSON.parse(String(output[3])) as { answers: unknown[]; error?: string }
  expect(error).toBeUndefined()
  return answers[0] as ProgramRows[]
}

describeKeras('Programs in pandas 3', () => {
  const folder = temporaryFolder()
  const place = { folder, cache: join(folder, 'cache') }
  writeTables(folder)

  test('is there', () => expect(existsSync(join(PANDAS, 'pandas'))).toBe(true))

  test('the cases and 200 generated tables', async () => {
    const cases: TableProgram[] = []
    for (const each of TABLE_CASES) cases.push(await caseProgram(each, place))
    const programs = [...cases, ...(await generatedPrograms(200, place))]
    expectAllSame(programs, rowsIn(programs))
  })
})
