/** Detects the encoding of a text from its first bytes. */
import { isUtf8 } from 'node:buffer'
import type { OptionFact } from '../../../../shared/data/table-profile.ts'
import { problemError } from '../problem-error.ts'
import { ENCODINGS, type Encoding, encodingNamed, fits } from './encodings.ts'
import { texts } from './texts.ts'

export interface FoundEncoding {
  readonly encoding: Encoding
  /** Bytes of the byte order mark. */
  readonly markLength: number
  readonly fact: OptionFact
}

const MARKS: readonly (readonly [name: string, bytes: readonly number[], decoder: string])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf], 'utf-8'],
  ['utf-16', [0xff, 0xfe], 'utf-16-le'],
  ['utf-16', [0xfe, 0xff], 'utf-16-be'],
]

/** @param sample first bytes of the file
 *  @param set the encoding in the document, or null
 *  @throws ProblemError if the document's encoding is not known */
export function detectEncoding(sample: Uint8Array, set: string | null): FoundEncoding {
  const mark = MARKS.find(([, bytes]) => bytes.every((byte, i) => sample[i] === byte))
  const chosen = set === null || set.trim() === '' ? null : encodingNamed(set)
  if (chosen === undefined)
    throw problemError(
      'csv_option',
      texts.unknownEncoding(
        set!,
        ENCODINGS.map(({ name }) => name),
      ),
      'encoding',
    )
  if (mark && (chosen === null || chosen.name.startsWith(mark[0]))) {
    const [name, bytes, decoder] = mark
    return found({ ...encodingNamed(decoder)!, name }, bytes.length, chosen !== null, texts.foundMark(name))
  }
  if (chosen) return found(chosen, 0, true, null)
  const lines = wholeLines(sample)
  const wide = wideEncoding(sample)
  if (wide) return found(encodingNamed(wide)!, 0, false, texts.foundNuls)
  if (isUtf8(lines)) return found(encodingNamed('utf-8')!, 0, false, texts.foundUtf8)
  const ranked = ranking(lines)
    .map((name) => encodingNamed(name)!)
    .filter((encoding) => fits(encoding, lines))
  const [best, ...others] = ranked as [Encoding, ...Encoding[]]
  const example = exampleOf(best, lines)
  return found(
    best,
    0,
    false,
    texts.foundBytes(best.name, example),
    others.map((other) => ({ value: other.name, meaning: texts.readsAs(exampleOf(other, lines)) })),
  )
}

const found = (
  encoding: Encoding,
  markLength: number,
  isSet: boolean,
  reason: OptionFact['reason'],
  alternatives: OptionFact['alternatives'] = [],
): FoundEncoding => ({
  encoding,
  markLength,
  fact: { field: 'encoding', value: encoding.name, isSet, reason: isSet ? null : reason, alternatives },
})

/** The sample up to its last line break: the next line may be cut inside a character. */
function wholeLines(sample: Uint8Array): Uint8Array {
  const end = sample.lastIndexOf(10)
  return end < 0 ? sample : sample.subarray(0, end + 1)
}

/** UTF-16 without a mark: most characters of a table are ASCII, so every second byte is zero. */
function wideEncoding(sample: Uint8Array): string | null {
  const bytes = sample.subarray(0, 2000)
  if (bytes.length < 4) return null
  const zeros = [0, 0]
  bytes.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2]! += 1
  })
  const many = bytes.length * 0.3
  if (zeros[1]! > many && zeros[0]! < many / 4) return 'utf-16-le'
  if (zeros[0]! > many && zeros[1]! < many / 4) return 'utf-16-be'
  return null
}

/** The encodings of one byte per unit that are not UTF-8, the likeliest first. Letters with accents stand alone between ASCII letters; the
 *  characters of East Asia come in pairs of bytes. */
function ranking(bytes: Uint8Array): string[] {
  const western = ['cp1252', 'latin-1']
  let [high, alone] = [0, 0]
  let [leads, koreanLeads, kana] = [0, 0, 0]
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte < 0x80) continue
    high++
    const next = bytes[i + 1] ?? 0
    if (isWestern(byte) && (bytes[i - 1] ?? 0) < 0x80 && next < 0x80) alone++
    else if (next >= 0x40) {
      leads++
      if (byte >= 0xb0 && byte <= 0xc8 && next >= 0xa1) koreanLeads++
      // Hiragana and katakana of Shift-JIS.
      if ((byte === 0x82 && next >= 0x9f && next <= 0xf1) || (byte === 0x83 && next <= 0x96)) kana++
      i++
    }
  }
  if (leads === 0 || alone > high * 0.2) return [...western, 'cp949', 'shift_jis', 'gb18030']
  const asian =
    kana > leads * 0.2
      ? ['shift_jis', 'cp949', 'gb18030']
      : koreanLeads > leads * 0.9
        ? ['cp949', 'gb18030', 'shift_jis']
        : ['gb18030', 'shift_jis', 'cp949']
  return [...asian, ...western]
}

/** Letters with accents, signs and quotation marks of Windows-1252, without the bytes that start most characters of Shift-JIS. */
const isWestern = (byte: number): boolean =>
  byte >= 0xa0 || byte === 0x80 || byte === 0x85 || byte === 0x99 || (byte >= 0x91 && byte <= 0x97)

/** The first word with a character beyond ASCII. */
function exampleOf(encoding: Encoding, bytes: Uint8Array): string {
  const first = bytes.findIndex((byte) => byte >= 0x80)
  const start = Math.max(bytes.lastIndexOf(10, first), bytes.lastIndexOf(13, first)) + 1
  const line = bytes.subarray(start, bytes.indexOf(10, first) + 1 || bytes.length)
  const words = fits(encoding, line) ? encoding.decode(line).split(/[\s,;"|]+/) : []
  return (words.find((word) => /[^\0-\x7f]/.test(word)) ?? '').slice(0, 24)
}
