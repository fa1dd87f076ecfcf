/** The settings file may be edited by hand and written by other versions: what is wrong is named, what is unknown stays. */
import { expect, test } from 'vitest'
import { ProblemError } from '../../shared/problem.ts'
import { DEFAULT_SETTINGS, MAX_SETTINGS_BYTES, parseSettings, settingsText } from '../../shared/settings.ts'

const problemOf = (text: string) => {
  try {
    parseSettings(text)
    return 'none'
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    return `${error.problems[0]!.code}: ${error.problems[0]!.message.en}`
  }
}

test('an empty object means the defaults, which ask nothing of the network', () => {
  expect(parseSettings('{}')).toEqual({ settings: DEFAULT_SETTINGS, content: {}, problems: [] })
  expect(DEFAULT_SETTINGS).toMatchObject({ newer_versions: false, language: 'system', device: 'cpu' })
})

test('values are taken; unknown keys stay when another one changes', () => {
  const text =
    '\uFEFF{"version":1,"later":{"a":[1]},"threads":4,"runs_folder":"D:\\\\runs","cache_limit":0.5,"theme":"dark"}'
  const file = parseSettings(text)
  expect(file.problems).toEqual([])
  expect(file.settings).toMatchObject({
    threads: 4,
    runs_folder: 'D:\\runs',
    cache_limit: 0.5,
    theme: 'dark',
  })
  const changed = settingsText(file, { threads: null })
  expect(JSON.parse(changed)).toEqual({ ...JSON.parse(text.slice(1)), threads: null })
  expect(Object.keys(JSON.parse(changed))).toEqual(Object.keys(JSON.parse(text.slice(1))))
  expect(JSON.parse(settingsText(parseSettings('{}'), { language: 'ko' }))).toEqual({
    version: 1,
    language: 'ko',
  })
})

test.each([
  ['threads', '"many"', 'a whole number from 1 to 1024, or null', '"many"', 'null'],
  ['threads', '0', 'a whole number from 1 to 1024, or null', '0', 'null'],
  ['threads', '1.5', 'a whole number from 1 to 1024, or null', '1.5', 'null'],
  ['cache_limit', '-1', 'a number of gigabytes from 0 to 1048576, or null', '-1', 'null'],
  ['cache_limit', '1e999', 'a number of gigabytes from 0 to 1048576, or null', 'Infinity', 'null'],
  ['language', '"fr"', '"system", "en" or "ko"', '"fr"', '"system"'],
  ['theme', 'null', '"system", "light" or "dark"', 'null', '"system"'],
  ['device', '["gpu"]', '"cpu" or "gpu"', '["gpu"]', '"cpu"'],
  ['newer_versions', '1', 'true or false', '1', 'false'],
  ['runs_folder', '"runs"', 'the absolute path of a local folder, or null', '"runs"', 'null'],
  [
    'runs_folder',
    '"//server/runs"',
    'the absolute path of a local folder, or null',
    '"//server/runs"',
    'null',
  ],
  ['cache_folder', '"/a\\u0000"', 'the absolute path of a local folder, or null', '"/a\\u0000"', 'null'],
])(
  '%s = %s is reported with what was expected, received and used',
  (key, value, expected, received, used) => {
    const { settings, problems } = parseSettings(
      `{"${key}":${value},"device":${key === 'device' ? value : '"gpu"'}}`,
    )
    expect(problems).toEqual([
      expect.objectContaining({
        field: key,
        message: expect.objectContaining({
          en: `Settings, “${key}”: expected ${expected}, received ${received}. The default, ${used}, is used.`,
        }),
      }),
    ])
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, device: key === 'device' ? 'cpu' : 'gpu' })
  },
)

test('a file of a newer version is refused with its version', () => {
  expect(problemOf('{"version":2,"theme":"dark"}')).toMatch(
    /settings-newer: .*has version 2;.*reads version 1/,
  )
})

test.each([
  ['', /not JSON/],
  ['{', /not JSON/],
  ['[]', /expected an object, received \[\]/],
  ['null', /expected an object, received null/],
  ['{"version":"1"}', /“version”: expected 1, received "1"/],
  [`{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, /more than 32 levels deep/],
  [`{"a":"${'x'.repeat(MAX_SETTINGS_BYTES)}"}`, /at most 65536/],
])('a hostile file %#  is refused', (text, message) => {
  expect(problemOf(text)).toMatch(/^settings-damaged/)
  expect(problemOf(text)).toMatch(message)
})
