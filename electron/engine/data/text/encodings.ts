/** The encodings of text tables, under the names that Python knows. */

export interface Encoding {
  /** Name in Python, which the document and the exported program use. */
  readonly name: string
  /** Other names, compared without case, hyphens and underscores. */
  readonly aliases: readonly string[]
  /** Decodes whole lines. @throws TypeError if a byte belongs to no character */
  decode(bytes: Uint8Array): string
  /** Bytes per unit; a line break has one unit. */
  readonly unit: 1 | 2
  /** The high byte of a unit comes first. */
  readonly isBigEndian?: boolean
}

const strict = (label: string) => (bytes: Uint8Array) =>
  new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(bytes)

/** The characters 0x80 to 0x9F of Windows-1252; a blank where it has none. The TextDecoder of some versions of Node reads Latin-1 there. */
const FROM_80 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

function decode1252(bytes: Uint8Array): string {
  return latin1(bytes).replace(/[\x80-\x9f]/g, (character) => {
    const found = FROM_80[character.charCodeAt(0) - 0x80]!
    if (found === ' ') throw new TypeError('not in Windows-1252')
    return found
  })
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')

export const ENCODINGS: readonly Encoding[] = [
  { name: 'utf-8', aliases: ['utf8', 'utf8sig', 'ascii', 'usascii'], decode: strict('utf-8'), unit: 1 },
  { name: 'utf-16', aliases: ['utf16'], decode: strict('utf-16le'), unit: 2 },
  { name: 'utf-16-le', aliases: ['utf16le'], decode: strict('utf-16le'), unit: 2 },
  { name: 'utf-16-be', aliases: ['utf16be'], decode: strict('utf-16be'), unit: 2, isBigEndian: true },
  {
    name: 'cp949',
    aliases: ['euckr', 'uhc', 'ksc5601', 'ks_c_5601_1987', 'ms949'],
    decode: strict('euc-kr'),
    unit: 1,
  },
  { name: 'shift_jis', aliases: ['sjis', 'cp932', 'mskanji'], decode: strict('shift_jis'), unit: 1 },
  { name: 'gb18030', aliases: ['gbk', 'gb2312', 'cp936'], decode: strict('gb18030'), unit: 1 },
  { name: 'cp1252', aliases: ['windows1252'], decode: decode1252, unit: 1 },
  {
    name: 'latin-1',
    aliases: ['latin1', 'iso88591', 'l1'],
    decode: latin1,
    unit: 1,
  },
]

const simplified = (name: string): string => name.toLowerCase().replace(/[-_\s]/g, '')

export const encodingNamed = (name: string): Encoding | undefined =>
  ENCODINGS.find(
    (encoding) =>
      simplified(encoding.name) === simplified(name) ||
      encoding.aliases.some((alias) => simplified(alias) === simplified(name)),
  )

/** Whether the bytes are text of the encoding. */
export function fits(encoding: Encoding, bytes: Uint8Array): boolean {
  try {
    encoding.decode(bytes)
    return true
  } catch {
    // What TextDecoder throws for bytes that are no character.
    return false
  }
}
