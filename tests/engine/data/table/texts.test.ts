/** Every message about reading text tables exists in both languages, with the values in it. */
import { expect, test } from 'vitest'
import { texts } from '../../../../electron/engine/data/table/texts.ts'
import { KINDS, texts as textTexts } from '../../../../electron/engine/data/text/texts.ts'
import type { Text } from '../../../../shared/text.ts'

const expectBoth = ({ en, ko }: Text, name: string) => {
  expect(en, name).toMatch(/\S/)
  expect(ko, name).toMatch(/[가-힣]/)
  expect(`${en}${ko}`, name).not.toMatch(/undefined|NaN|\[object/)
}

/** Arguments of the messages that take others than a path or name and numbers. */
const ARGUMENTS: { readonly [name: string]: readonly unknown[] } = {
  option: ['sep', texts.expected.sep, 'x'],
  sep: [',', 3],
  headerAlternative: [1, ['a', 'b', 'c', 'd', 'e', 'f']],
  skipped: [2, 'Title'],
  comment: [2, 7, '# x'],
  marks: ['3,366', 3366],
  dateFormat: ['day', '01/02/2024', 0],
  renamed: [['a']],
  sameButCase: [['a', 'A']],
  fittingComments: ['#', 1, 2],
  inexact: ['id', '9007199254740993'],
  mostlyNumbers: ['x', 1, 9, 3, 'tall'],
  codes: ['zip', '02139'],
  tooManyCategories: ['x', 100_000],
  units: ['x', '%', 2],
  notText: ['a.csv', KINDS.excel],
  packed: ['a.csv', 'xz'],
  damaged: ['a.csv', 'Z_DATA_ERROR'],
  members: ['a.zip', ['a.csv', 'b.csv']],
  unknownEncoding: ['x', ['utf-8']],
  notInEncoding: ['a.csv', 'utf-8', 7, 2],
  foundBytes: ['cp949', '서울'],
  oneColumn: [],
}
/** Groups of messages. */
const GROUPS = new Set(['expected', 'header'])

test.each([
  ['tables', texts],
  ['files', textTexts],
])('%s', (_, catalogue) => {
  for (const [name, entry] of Object.entries(catalogue)) {
    if (GROUPS.has(name)) continue
    const call = entry as unknown as (...args: unknown[]) => Text
    const message = typeof entry === 'function' ? call(...(ARGUMENTS[name] ?? ['a.csv', 2, 3, 4])) : entry
    expectBoth(message as Text, name)
  }
  for (const group of [texts.expected, texts.header])
    for (const [name, message] of Object.entries(group)) expectBoth(message, name)
})

test('the exact Korean messages', () => {
  expect(texts.ragged('a.csv', 4, 3, 2).ko).toBe(
    'path: a.csv의 4번째 줄에 셀이 2개 있습니다. 다른 줄처럼 3개여야 합니다. 줄을 고치거나 sep, quotechar, comment를 정하세요.',
  )
  expect(textTexts.members('a.zip', ['x.csv', 'y.csv']).ko).toBe(
    'path: a.zip에 파일이 2개 있습니다(x.csv, y.csv). 압축을 풀고 표 하나를 고르세요.',
  )
})
