/** Settings of columns, by name. */
import { expect, test } from 'vitest'
import { settingsFinder, settingsOf } from '../../../shared/data/columns.ts'

test('the settings of a column, whatever its name; defaults for the others', () => {
  const own = { ...settingsOf([], '__proto__'), type: 'category' as const }
  const find = settingsFinder([own])
  expect(find('__proto__')).toBe(own)
  for (const name of ['constructor', '']) expect(find(name)).toEqual(settingsOf([], name))
  expect(settingsFinder(undefined)('a')).toEqual(settingsOf([], 'a'))
})
