/** Rows that repeat an earlier row in every cell, found by 64-bit hashes that grow column by column. */
import { mix32 } from '../../../../shared/random/permutation.ts'
import { forBlocks } from '../blocks.ts'

/** Rows whose hashes are compared at a time, which bounds the memory. */
const GROUP = 2 ** 22

export interface Duplicates {
  readonly count: number
  /** The first row that repeats an earlier one; null if none does. */
  readonly first: number | null
}

export interface RowHashes {
  addNumbers(values: Float64Array): Promise<void>
  addCodes(codes: Int32Array): Promise<void>
  /** Texts of the rows from `from` on. */
  addTexts(texts: readonly (string | null)[], from: number): void
  findDuplicates(): Promise<Duplicates>
}

export function rowHashes(rows: number, signal?: AbortSignal): RowHashes {
  const low = new Uint32Array(rows)
  const high = new Uint32Array(rows)
  const add = (row: number, a: number, b: number) => {
    low[row] = mix32(low[row]! ^ a) + b
    high[row] = mix32(high[row]! + b + 0x9e3779b9) ^ a
  }
  const number = new Float64Array(1)
  const words = new Uint32Array(number.buffer)
  return {
    addNumbers: (values) =>
      forBlocks(rows, signal, (from, to) => {
        for (let row = from; row < to; row++) {
          // NaN has many bit patterns, and −0 equals 0.
          number[0] = Number.isNaN(values[row]!) ? Number.NaN : values[row]! + 0
          add(row, words[0]!, words[1]!)
        }
      }),
    addCodes: (codes) =>
      forBlocks(rows, signal, (from, to) => {
        for (let row = from; row < to; row++) add(row, codes[row]!, 0)
      }),
    addTexts(texts, from) {
      for (let i = 0; i < texts.length; i++) {
        const text = texts[i]
        let [a, b] = [text == null ? 1 : 2, 3]
        for (let at = 0; at < (text?.length ?? 0); at++) {
          const unit = text!.charCodeAt(at)
          a = Math.imul(a ^ unit, 0x01000193)
          b = Math.imul(b ^ unit, 0x85ebca6b) ^ (b >>> 15)
        }
        add(from + i, a, b)
      }
    },
    async findDuplicates() {
      const groups = Math.ceil(rows / GROUP)
      let [count, first] = [0, rows]
      for (let group = 0; group < groups; group++) {
        const seen = hashSet(Math.ceil(rows / groups))
        await forBlocks(rows, signal, (from, to) => {
          for (let row = from; row < to; row++) {
            const [a, b] = [mix32(low[row]!), high[row]!]
            if (groups > 1 && a % groups !== group) continue
            if (seen.add(a, b)) continue
            count++
            if (row < first) first = row
          }
        })
      }
      return { count, first: count > 0 ? first : null }
    },
  }
}

/** A set of 64-bit hashes in two arrays, which JavaScript's own sets would take ten times the memory and time for.
 *  @param count about how many there will be */
function hashSet(count: number): { add(a: number, b: number): boolean } {
  const size = 2 ** Math.ceil(Math.log2(count * 1.2 + 64) + 0.5)
  const first = new Uint32Array(size)
  const second = new Uint32Array(size)
  return {
    /** @returns whether it is new */
    add(a, b) {
      // 0, 0 marks a free place.
      const low = a === 0 && b === 0 ? 1 : a
      let place = mix32(b ^ 0x51ed270b) % size
      for (; first[place] !== 0 || second[place] !== 0; place = (place + 1) % size)
        if (first[place] === low && second[place] === b) return false
      first[place] = low
      second[place] = b
      return true
    },
  }
}
