/** The versions of the About dialog, as rows and as the text that "Copy" copies, and the search in its licences. */
import type { About, EngineVersions, Licence, RuntimeInfo } from '../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../shared/text.ts'
import type { EnvironmentText } from '../state/environment-text.ts'

export interface VersionRow {
  readonly name: string
  readonly value: Text
}

/** @param userAgent of the window, which names the version of its browser where the host does not */
export function versionRows(
  host: About,
  engine: EngineVersions,
  runtime: RuntimeInfo,
  userAgent: string,
): readonly VersionRow[] {
  const browser = /Chrome\/([\d.]+)/.exec(userAgent)?.[1]
  return [
    { name: 'Layerloom', value: untranslated(engine.layerloom) },
    ...(host.electron === null ? [] : [{ name: 'Electron', value: untranslated(host.electron) }]),
    { name: 'Chromium', value: untranslated(host.chromium ?? browser ?? '–') },
    { name: 'Node', value: untranslated(engine.node) },
    {
      name: 'TensorFlow',
      value:
        runtime.tensorflow === 'none'
          ? { en: 'not there', ko: '없음' }
          : untranslated(runtime.version ?? '–'),
    },
    { name: 'tfjs', value: untranslated(engine.tfjs) },
  ]
}

/** For a report of a problem, in English. */
export const versionsText = (
  rows: readonly VersionRow[],
  trains: EnvironmentText,
  platform: string,
): string =>
  [
    ...rows.map(({ name, value }) => `${name} ${value.en}`),
    `Runtime: ${trains.name.en} (${trains.reason.en})`,
    `System: ${platform}`,
  ].join('\n')

/** Those whose name or licence has every word of a search. */
export function findLicences(licences: readonly Licence[], search: string): readonly Licence[] {
  const words = search.toLowerCase().split(/\s+/)
  return licences.filter(({ name, version, licence }) => {
    const text = `${name} ${version} ${licence}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
