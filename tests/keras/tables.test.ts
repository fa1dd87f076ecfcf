/** The exported programs of tables, run in real pandas, have the same prepared rows in each part and in the same order as the app. */
import { beforeAll, expect, test } from 'vitest'
import { dataFixture } from '../engine/data/helper.ts'
import { askKeras, describeKeras } from '../support/keras.ts'
import type { ProgramRows } from '../support/prepared-rows.ts'
import { expectSameRows, type TableProgram } from '../support/program-rows.ts'
import { caseProgram, TABLE_CASES, writeTables } from '../support/table-cases.ts'

const b = dataFixture()
writeTables(b.folder)

describeKeras('Rows of the program', () => {
  /** The program of each case, or why there is none. */
  const programs = new Map<string, TableProgram | Error>()
  const rows = new Map<string, ProgramRows>()

  beforeAll(async () => {
    for (const each of TABLE_CASES)
      programs.set(each.name, await caseProgram(each, b).catch((error: Error) => error))
    const complete = [...programs].flatMap(([name, program]) =>
      program instanceof Error ? [] : [{ name, request: program.request }],
    )
    // One request for all of them, so that one Python runs them.
    const [answers] = (await askKeras([
      { kind: 'prepared', programs: complete.map(({ request }) => request) },
    ])) as [ProgramRows[]]
    for (const [i, { name }] of complete.entries()) rows.set(name, answers[i]!)
  })

  test('a program of penguins, with gaps and categories, has at most 70 lines that are not empty', () => {
    const program = programs.get('penguins.csv') as TableProgram
    expect(program.code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(70)
  })

  test.each(TABLE_CASES)('$name', ({ name }) => {
    const program = programs.get(name)!
    if (program instanceof Error) throw program
    expectSameRows(program, rows.get(name)!)
  })
})
