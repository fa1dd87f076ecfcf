/** Scans XML as it is unpacked, a piece at a time. Names are without their prefixes; entities other than those of XML itself stay as they are
 *  written, as a document may define bombs with them. */

export interface XmlHandler {
  /** A tag without content is opened and closed. */
  open?(name: string, attributes: Attributes): void
  close?(name: string): void
  text?(text: string): void
}

/** Attributes of a tag; the text is searched when one is asked for. */
export interface Attributes {
  get(name: string): string | null
}

/** Characters of a tag or of the text between two. */
const MAX_TOKEN = 2 ** 22

/** @param fail makes the error for XML that is not well-formed */
export function xmlScanner(handler: XmlHandler, fail: (reason: string) => Error) {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let rest = ''

  function scan(isLast: boolean): void {
    let at = 0
    for (;;) {
      const start = rest.indexOf('<', at)
      const end = start < 0 ? -1 : endOfTag(rest, start)
      if (start < 0 || end < 0) {
        if (rest.length - at > MAX_TOKEN) throw fail('a tag or a text is too long')
        if (isLast && rest.slice(at).trim() !== '') throw fail('it ends inside a tag')
        rest = rest.slice(at)
        return
      }
      if (start > at) handler.text?.(unescaped(rest.slice(at, start)))
      tag(rest.slice(start, end))
      at = end
    }
  }

  function tag(text: string): void {
    if (text.startsWith('<![CDATA[')) handler.text?.(text.slice(9, -3))
    else if (text.startsWith('</')) handler.close?.(localName(text.slice(2, -1).trim()))
    else if (!text.startsWith('<!') && !text.startsWith('<?')) element(text)
  }

  function element(text: string): void {
    const name = localName(/^<([^\s/>]+)/.exec(text)?.[1] ?? '')
    if (name === '') throw fail('a tag has no name')
    handler.open?.(name, { get: (attribute) => attributeOf(text, attribute) })
    if (text.endsWith('/>')) handler.close?.(name)
  }

  return {
    write(bytes: Uint8Array): void {
      rest += decode(bytes, true)
      scan(false)
    },
    end(): void {
      rest += decode(undefined, false)
      scan(true)
    },
  }

  function decode(bytes: Uint8Array | undefined, isPart: boolean): string {
    try {
      return decoder.decode(bytes, { stream: isPart })
    } catch {
      throw fail('it is not UTF-8')
    }
  }
}

/** Index after the tag, comment or section that starts at `start`; −1 if it is not complete. */
function endOfTag(text: string, start: number): number {
  for (const [opening, closing] of [
    ['<!--', '-->'],
    ['<![CDATA[', ']]>'],
  ] as const) {
    if (!text.startsWith(opening, start)) continue
    const end = text.indexOf(closing, start + opening.length)
    return end < 0 ? -1 : end + closing.length
  }
  for (let at = start + 1; ; ) {
    const end = text.indexOf('>', at)
    if (end < 0) return -1
    // The sign may also be inside the value of an attribute.
    const quote = openQuote(text, at, end)
    if (quote === null) return end + 1
    const closing = text.indexOf(quote, end)
    if (closing < 0) return -1
    at = closing + 1
  }
}

function openQuote(text: string, from: number, to: number): string | null {
  for (let at = from; at < to; at++) {
    const sign = text[at]!
    if (sign !== '"' && sign !== "'") continue
    const closing = text.indexOf(sign, at + 1)
    if (closing < 0 || closing > to) return sign
    at = closing
  }
  return null
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const patterns = new Map<string, RegExp>()

function attributeOf(tag: string, name: string): string | null {
  let pattern = patterns.get(name)
  if (!pattern) {
    pattern = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`)
    patterns.set(name, pattern)
  }
  const match = pattern.exec(tag)
  return match ? unescaped(match[1] ?? match[2] ?? '') : null
}

const NAMED: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function unescaped(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d+)|#x([\da-fA-F]+)|(\w+));/g, (entity, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? entity
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : entity
  })
}
