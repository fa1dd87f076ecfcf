/** Which sections of the network's panel are open, and which of them show defaults; stored between starts. */
import { create } from 'zustand'

export const SECTIONS = ['data', 'training', 'stops'] as const
export type SectionId = (typeof SECTIONS)[number]

interface Sections {
  readonly open: readonly SectionId[]
  readonly whole: readonly SectionId[]
}

const KEY = 'layerloom.sections'

const parseIds = (stored: unknown): readonly SectionId[] =>
  Array.isArray(stored) ? SECTIONS.filter((id) => stored.includes(id)) : []

/** If the storage is disabled or contains foreign data, all sections are folded, as initially. */
function loadSections(): Sections {
  try {
    const stored = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? 'null') as Partial<Sections> | null
    return { open: parseIds(stored?.open), whole: parseIds(stored?.whole) }
  } catch {
    return { open: [], whole: [] }
  }
}

export const useSections = create<Sections>()(loadSections)

useSections.subscribe((state) => {
  try {
    globalThis.localStorage?.setItem(KEY, JSON.stringify(state))
  } catch (error) {
    console.warn('The open sections could not be remembered:', error)
  }
})

/** Opens or folds a section, or the defaults in it. */
export const setSection = (part: keyof Sections, id: SectionId, on: boolean): void =>
  useSections.setState((state) => ({
    [part]: SECTIONS.filter((each) => (each === id ? on : state[part].includes(each))),
  }))

/** @param path path of a setting: `optimizer.learning_rate`, `split.validation`, `data.source.path` */
export function sectionOf(path: string): SectionId {
  const [head] = path.split('.')
  if (head === 'data' || head === 'split') return 'data'
  return head === 'callbacks' ? 'stops' : 'training'
}
