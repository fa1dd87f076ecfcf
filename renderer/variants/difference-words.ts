/** Differences of two variants in words. */
import type { NetworkDifferences, NodeDifference } from '../../shared/document/variants.ts'
import type { Text } from '../../shared/text.ts'

/** The sign on a node, so that colour is not the only one. */
export const SIGNS = { added: '+', removed: '−', changed: '±' } as const

function told(value: unknown): string {
  const text = value === undefined ? '–' : typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** What a group holds would fill the screen. */
const field = ({ name, before, after }: NodeDifference['fields'][number], language: 'en' | 'ko'): string =>
  name === 'layers'
    ? { en: 'other layers inside', ko: '안의 층이 다름' }[language]
    : `${name} ${told(before)} → ${told(after)}`

/** "Dense dense: units 100 → 9". @param name of the layer @param shown name of the shown variant @param other of the one beside it */
export function differenceWords(
  name: string,
  { kind, title, fields }: NodeDifference,
  shown: string,
  other: string,
): Text {
  const where = kind === 'added' ? shown : other
  // A group is called by its name alone.
  const what = title === name ? name : `${title} ${name}`
  return kind === 'changed'
    ? {
        en: `${what}: ${fields.map((f) => field(f, 'en')).join(', ')}`,
        ko: `${what}: ${fields.map((f) => field(f, 'ko')).join(', ')}`,
      }
    : { en: `${what}: only in ${where}`, ko: `${what}: ${where}에만 있음` }
}

export const wireWords = (wires: NetworkDifferences['wires']): Text => ({
  en: `${wires} ${wires === 1 ? 'connection differs' : 'connections differ'}`,
  ko: `연결 ${wires}개가 다름`,
})
