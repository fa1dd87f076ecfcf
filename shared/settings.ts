/** The settings of a person for all windows: what each may be, its default, and the text of the settings file, which may be edited by hand.
 *  docs/settings.md describes them. */
import { describeValue, isObject } from './json.ts'
import { type ProblemData, ProblemError, problem } from './problem.ts'
import type { Language, Text } from './text.ts'

interface Setting<V> {
  readonly default: V
  readonly expected: Text
  accepts(value: unknown): value is V
}

const oneOf = <V extends string>(...values: readonly [V, ...V[]]): Setting<V> => {
  const list = values.map((value) => `"${value}"`)
  return {
    default: values[0],
    expected: {
      en: `${list.slice(0, -1).join(', ')} or ${list.at(-1)}`,
      ko: `${list.join(', ')} 가운데 하나`,
    },
    accepts: (value): value is V => values.includes(value as V),
  }
}

/** Numbers; `null` leaves the choice to the app. */
const numberOrNull = (expected: Text, accepts: (value: number) => boolean): Setting<number | null> => ({
  default: null,
  expected,
  accepts: (value): value is number | null =>
    value === null || (typeof value === 'number' && Number.isFinite(value) && accepts(value)),
})

const MAX_PATH = 4096

/** Whether the text is an absolute path of a local folder, on any system. */
const isFolderPath = (value: string): boolean =>
  value.length <= MAX_PATH && !value.includes('\0') && /^(\/(?!\/)|[A-Za-z]:[\\/])/.test(value)

const folder: Setting<string | null> = {
  default: null,
  expected: {
    en: 'the absolute path of a local folder, or null',
    ko: '로컬 폴더의 절대 경로 또는 null',
  },
  accepts: (value): value is string | null =>
    value === null || (typeof value === 'string' && isFolderPath(value)),
}

export const MAX_THREADS = 1024
/** 1 PB: a larger number is a typing error. */
export const MAX_CACHE_GIGABYTES = 2 ** 20

/** Language and theme apply at once, the others from the next start of the engine on. */
export const SETTINGS = {
  language: oneOf<'system' | Language>('system', 'en', 'ko'),
  theme: oneOf('system', 'light', 'dark'),
  runs_folder: folder,
  cache_folder: folder,
  cache_limit: numberOrNull(
    {
      en: `a number of gigabytes from 0 to ${MAX_CACHE_GIGABYTES}, or null`,
      ko: `0부터 ${MAX_CACHE_GIGABYTES}까지의 기가바이트 수 또는 null`,
    },
    (value) => value >= 0 && value <= MAX_CACHE_GIGABYTES,
  ),
  threads: numberOrNull(
    {
      en: `a whole number from 1 to ${MAX_THREADS}, or null`,
      ko: `1부터 ${MAX_THREADS}까지의 정수 또는 null`,
    },
    (value) => Number.isInteger(value) && value >= 1 && value <= MAX_THREADS,
  ),
  device: oneOf('cpu', 'gpu'),
  newer_versions: {
    default: false,
    expected: { en: 'true or false', ko: 'true 또는 false' },
    accepts: (value: unknown): value is boolean => typeof value === 'boolean',
  } as Setting<boolean>,
} as const

export type SettingKey = keyof typeof SETTINGS
export type Settings = {
  readonly [K in SettingKey]: (typeof SETTINGS)[K] extends Setting<infer V> ? V : never
}

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[]
export const DEFAULT_SETTINGS = Object.fromEntries(
  SETTING_KEYS.map((key) => [key, SETTINGS[key].default]),
) as unknown as Settings

/** The version of the file that this app reads and writes. */
const FILE_VERSION = 1
/** Larger files and deeper values are not read. */
export const MAX_SETTINGS_BYTES = 64 * 1024
const MAX_DEPTH = 32

export interface SettingsFile {
  /** The value of each setting: from the file, or the default. */
  readonly settings: Settings
  /** Everything that the file contains, also what this version does not know. */
  readonly content: Readonly<Record<string, unknown>>
  /** Wrong values, for which the defaults are used. */
  readonly problems: readonly ProblemData[]
}

/** The settings where there is no file. */
export const NO_SETTINGS_FILE: SettingsFile = { settings: DEFAULT_SETTINGS, content: {}, problems: [] }

/** @throws ProblemError if the text is no settings file, or one of a newer version */
export function parseSettings(text: string): SettingsFile {
  if (text.length > MAX_SETTINGS_BYTES) throw tooLarge(text.length)
  const content = parseObject(text)
  const { version = FILE_VERSION } = content
  if (typeof version === 'number' && version > FILE_VERSION) throw newer(version)
  if (version !== FILE_VERSION)
    throw damaged({
      en: `“version”: expected ${FILE_VERSION}, received ${describeValue(version)}`,
      ko: `“version”: 필요한 값은 ${FILE_VERSION}, 받은 값은 ${describeValue(version)}`,
    })
  const problems: ProblemData[] = []
  const entries = SETTING_KEYS.map((key) => {
    const { default: fallback, expected, accepts } = SETTINGS[key]
    if (!Object.hasOwn(content, key) || accepts(content[key])) return [key, content[key] ?? fallback]
    problems.push(wrongValue(key, expected, content[key], fallback))
    return [key, fallback]
  })
  return { settings: Object.fromEntries(entries) as Settings, content, problems }
}

/** The text of the file with some settings changed; everything else stays as it is. */
export const settingsText = ({ content }: SettingsFile, changes: Partial<Settings>): string =>
  `${JSON.stringify({ version: FILE_VERSION, ...content, ...changes }, null, 2)}\n`

export const tooLarge = (bytes: number) =>
  damaged({
    en: `it has ${bytes} bytes, and settings have at most ${MAX_SETTINGS_BYTES}`,
    ko: `${bytes}바이트이며, 설정 파일은 최대 ${MAX_SETTINGS_BYTES}바이트입니다`,
  })

/** @throws ProblemError if the text is not a JSON object, or nested too deeply */
function parseObject(text: string): Record<string, unknown> {
  let content: unknown
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    const { message } = error as Error
    throw damaged({ en: `it is not JSON (${message})`, ko: `JSON이 아닙니다(${message})` })
  }
  if (!isObject(content))
    throw damaged({
      en: `expected an object, received ${describeValue(content)}`,
      ko: `필요한 값은 객체, 받은 값은 ${describeValue(content)}`,
    })
  if (isDeeperThan(content, MAX_DEPTH))
    throw damaged({
      en: `its values are nested more than ${MAX_DEPTH} levels deep`,
      ko: `값이 ${MAX_DEPTH}단계보다 깊게 중첩되어 있습니다`,
    })
  return content
}

const isDeeperThan = (value: unknown, depth: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth === 0 || Object.values(value).some((each) => isDeeperThan(each, depth - 1)))

const damaged = (reason: Text) =>
  new ProblemError([
    problem('settings-damaged', {
      en: `The settings file cannot be read: ${reason.en}. The defaults apply, and the file is not changed: repair or delete it.`,
      ko: `설정 파일을 읽을 수 없습니다: ${reason.ko}. 기본값을 쓰며 파일은 바꾸지 않습니다. 고치거나 지우세요.`,
    }),
  ])

const newer = (version: number) =>
  new ProblemError([
    problem('settings-newer', {
      en: `The settings file has version ${version}; this Layerloom reads version ${FILE_VERSION}. The defaults apply, and the file is not changed.`,
      ko: `설정 파일의 버전은 ${version}이며 이 Layerloom은 버전 ${FILE_VERSION}까지 읽습니다. 기본값을 쓰며 파일은 바꾸지 않습니다.`,
    }),
  ])

function wrongValue(key: SettingKey, expected: Text, received: unknown, fallback: unknown): ProblemData {
  const [found, used] = [describeValue(received), JSON.stringify(fallback)]
  return problem(
    'settings-value',
    {
      en: `Settings, “${key}”: expected ${expected.en}, received ${found}. The default, ${used}, is used.`,
      ko: `설정 “${key}”: 필요한 값은 ${expected.ko}, 받은 값은 ${found}입니다. 기본값 ${used}을(를) 씁니다.`,
    },
    { field: key, severity: 'warning' },
  )
}
