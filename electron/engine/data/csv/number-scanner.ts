/** Reads a number from bytes, correctly rounded as `Number(text)` is, without making a text of it. */

/** Powers of ten that are exact in double precision. */
const POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`))
const [PLUS, MINUS, ZERO, NINE, LOWER_E, UPPER_E] = [43, 45, 48, 57, 101, 69]
/** Digits of an integer that is exact in double precision. */
const EXACT_DIGITS = 15
/** Veltkamp's constant, which splits a double into two halves. */
const SPLIT = 2 ** 27 + 1

export class NumberScanner {
  /** The number that was read last. */
  value = 0
  readonly #decimal: number

  /** @param decimal the decimal mark, one ASCII character */
  constructor(decimal: string) {
    this.#decimal = decimal.charCodeAt(0)
  }

  /** @returns the index after the number; −1 if a number does not start here or needs a closer look: leading zeros, integers beyond 15
   *  digits, exponents beyond 22. What follows is for the caller to check. */
  scan(bytes: Uint8Array, start: number, limit: number): number {
    let at = start
    let byte = at < limit ? bytes[at]! : 0
    const isNegative = byte === MINUS
    if (isNegative || byte === PLUS) byte = ++at < limit ? bytes[at]! : 0
    const first = at
    let digits = 0
    let mantissa = 0
    while (byte >= ZERO && byte <= NINE && digits < EXACT_DIGITS) {
      mantissa = mantissa * 10 + (byte - ZERO)
      digits++
      byte = ++at < limit ? bytes[at]! : 0
    }
    if (byte >= ZERO && byte <= NINE) return -1
    if (digits > 1 && bytes[first] === ZERO) return -1
    let decimals = 0
    /** Digits beyond the first 15, and how many they are. */
    let more = 0
    let moreDigits = 0
    if (byte === this.#decimal) {
      byte = ++at < limit ? bytes[at]! : 0
      // Zeros before the first other digit do not count: 0.00012.
      if (mantissa === 0) digits = 0
      const isEmpty = at === first + 1
      const decimalStart = at
      while (byte >= ZERO && byte <= NINE) {
        if (digits < EXACT_DIGITS) {
          mantissa = mantissa * 10 + (byte - ZERO)
          if (mantissa > 0) digits++
        } else {
          more = more * 10 + (byte - ZERO)
          moreDigits++
        }
        byte = ++at < limit ? bytes[at]! : 0
      }
      decimals = at - decimalStart
      if (isEmpty && decimals === 0) return -1
    } else if (at === first) return -1
    let exponent = -decimals
    if (byte === LOWER_E || byte === UPPER_E) {
      const end = this.#exponent(bytes, at + 1, limit)
      if (end < 0) return -1
      exponent += this.value
      at = end
    }
    const value =
      moreDigits === 0 ? scaled(mantissa, exponent) : scaledLong(mantissa, more, moreDigits, exponent)
    if (Number.isNaN(value)) return -1
    this.value = isNegative ? -value : value
    return at
  }

  #exponent(bytes: Uint8Array, start: number, limit: number): number {
    let at = start
    const isNegative = bytes[at] === MINUS
    if (isNegative || bytes[at] === PLUS) at++
    const first = at
    let value = 0
    for (; at < limit && at < first + 4; at++) {
      const byte = bytes[at]!
      if (byte < ZERO || byte > NINE) break
      value = value * 10 + (byte - ZERO)
    }
    if (at === first || at === first + 4) return -1
    this.value = isNegative ? -value : value
    return at
  }
}

/** Both factors are exact, so one operation rounds once (Clinger 1990). NaN if they are not. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent === 0) return mantissa
  if (exponent < 0) return exponent >= -22 ? mantissa / POWERS[-exponent]! : Number.NaN
  return exponent <= 22 ? mantissa * POWERS[exponent]! : Number.NaN
}

/** A mantissa of more than 15 digits as the sum of two doubles, divided in twice the precision (Dekker 1971). NaN if the result is so close
 *  to the middle of two doubles that this does not tell which is nearer. */
function scaledLong(mantissa: number, more: number, moreDigits: number, exponent: number): number {
  if (moreDigits > EXACT_DIGITS || exponent > 0 || exponent < -22) return Number.NaN
  const shift = POWERS[moreDigits]!
  const product = mantissa * shift
  const high = product + more
  const low = productError(mantissa, shift, product) + (more - (high - product))
  if (exponent === 0) return Number.NaN
  const divisor = POWERS[-exponent]!
  const quotient = high / divisor
  const back = quotient * divisor
  const remainder = high - back - productError(quotient, divisor, back) + low
  const correction = remainder / divisor
  const value = quotient + correction
  const error = correction - (value - quotient)
  return value + error * (1 + 2 ** -40) === value ? value : Number.NaN
}

/** a · b − product, exactly. */
function productError(a: number, b: number, product: number): number {
  const p = SPLIT * a
  const q = SPLIT * b
  const aHigh = p - (p - a)
  const bHigh = q - (q - b)
  const aLow = a - aHigh
  const bLow = b - bHigh
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)
}
