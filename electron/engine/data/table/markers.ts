/** Texts that stand for a missing value. */

/** In a column of numbers, booleans or dates. */
const MARKERS = new Set([
  '',
  'na',
  'n/a',
  'n.a.',
  'nan',
  '-nan',
  'null',
  '(null)',
  'nil',
  'none',
  'missing',
  'unknown',
  'undefined',
  'not available',
  '#n/a',
  '#na',
  '#value!',
  '#div/0!',
  '#ref!',
  '#null!',
  '#num!',
  '#name?',
  '<na>',
  'nat',
  '\\n',
  '?',
  '-',
  '--',
  '–',
  '—',
  '.',
  '..',
  '...',
  '*',
])

/** In a column of categories or texts, where “unknown” or “none” may be a value. */
const TEXT_MARKERS = new Set(['', 'na', 'n/a', 'nan', 'null', '#n/a', '<na>', '?'])

export const isMarker = (text: string): boolean => MARKERS.has(text.toLowerCase())
export const isTextMarker = (text: string): boolean => TEXT_MARKERS.has(text.toLowerCase())

/** Bytes of the longest of these. */
export const MAX_MARKER_LENGTH = Math.max(...[...TEXT_MARKERS].map((text) => text.length))
