/** CRC-32 of texts, as Python's zlib.crc32(text.encode()). */

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xed_b8_83_20 ^ (c >>> 1) : c >>> 1
  return c
})

/** An unsigned integer below 2³². An unpaired surrogate counts as U+FFFD. */
export function crc32(text: string): number {
  let sum = 0xff_ff_ff_ff
  const add = (byte: number) => {
    sum = TABLE[(sum ^ byte) & 0xff]! ^ (sum >>> 8)
  }
  for (const character of text) {
    const point = character.codePointAt(0)!
    const c = point >= 0xd8_00 && point <= 0xdf_ff ? 0xff_fd : point
    if (c < 0x80) add(c)
    else {
      if (c < 0x8_00) add(0xc0 | (c >> 6))
      else {
        if (c < 0x1_00_00) add(0xe0 | (c >> 12))
        else {
          add(0xf0 | (c >> 18))
          add(0x80 | ((c >> 12) & 0x3f))
        }
        add(0x80 | ((c >> 6) & 0x3f))
      }
      add(0x80 | (c & 0x3f))
    }
  }
  return (sum ^ 0xff_ff_ff_ff) >>> 0
}
