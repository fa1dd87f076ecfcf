/** Differences of two variants in words. */
import type { NodeId } from '../../shared/document/document.ts'
import type { NetworkDifferences, NodeDifference } from '../../shared/document/variants.ts'
import type { Text } from '../../shared/text.ts'

/** The sign on a node, so that colour is not the only one. */
export const SIGNS = { added: '+', removed: '−', changed: '±' } as const

const told = (value: unknown): Text => {
  if (value === undefined) return { en: 'default', ko: '기본값' }
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const short = text.length > 60 ? `${text.slice(0, 59)}…` : text
  return { en: short, ko: short }
}

/** What a group holds would fill the screen. */
const field = ({ name, before, after }: NodeDifference['fields'][number], language: 'en' | 'ko'): string =>
  name === 'layers'
    ? { en: 'other layers inside', ko: '안의 층이 다름' }[language]
    : `${name} ${told(before)[language]} → ${told(after)[language]}`

/** "Dense dense: units 100 → 9". @param shown name of the shown variant @param other of the one beside it */
export function differenceWords(
  id: NodeId,
  { kind, title, fields }: NodeDifference,
  shown: string,
  other: string,
): Text {
  const where = kind === 'added' ? shown : other
  return kind === 'changed'
    ? {
        en: `${title} ${id}: ${fields.map((f) => field(f, 'en')).join(', ')}`,
        ko: `${title} ${id}: ${fields.map((f) => field(f, 'ko')).join(', ')}`,
      }
    : { en: `${title} ${id}: only in ${where}`, ko: `${title} ${id}: ${where}에만 있음` }
}

export const wireWords = (wires: NetworkDifferences['wires']): Text => ({
  en: `${wires} ${wires === 1 ? 'connection differs' : 'connections differ'}`,
  ko: `연결 ${wires}개가 다름`,
})
