/** Numbers distinct byte strings in the order of their appearance: a hash table with open addressing, without a text per lookup. */

/** As int32, in which hashes are kept. */
const FNV_OFFSET = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

export class Interner {
  size = 0
  #bytes = Buffer.alloc(64)
  #used = 0
  #starts = new Int32Array(9)
  #hashes = new Int32Array(8)
  #slots = new Int32Array(16).fill(-1)

  /** The number of the bytes from `start` to `end`; a new one if they are not known. */
  numberOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = FNV_OFFSET
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME)
    const mask = this.#slots.length - 1
    let slot = (hash ^ (hash >>> 15)) & mask
    for (let number = this.#slots[slot]!; number >= 0; number = this.#slots[slot]!) {
      if (this.#hashes[number] === hash && this.#equals(number, bytes, start, end)) return number
      slot = (slot + 1) & mask
    }
    this.#slots[slot] = this.size
    this.#add(hash, bytes, start, end)
    if (this.size * 2 > this.#slots.length) this.#grow()
    return this.size - 1
  }

  /** Bytes of all texts. */
  get bytes(): number {
    return this.#used
  }

  textOf(number: number): string {
    return this.#bytes.toString('utf8', this.#starts[number], this.#starts[number + 1])
  }

  bytesOf(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number], this.#starts[number + 1])
  }

  texts(): string[] {
    return Array.from({ length: this.size }, (_, number) => this.textOf(number))
  }

  #equals(number: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#starts[number]!
    if (this.#starts[number + 1]! - from !== end - start) return false
    for (let i = start, k = from; i < end; i++, k++) if (bytes[i] !== this.#bytes[k]) return false
    return true
  }

  #add(hash: number, bytes: Uint8Array, start: number, end: number): void {
    const used = this.#used + end - start
    if (used > this.#bytes.length) {
      const larger = Buffer.alloc(Math.max(used, this.#bytes.length * 2))
      larger.set(this.#bytes.subarray(0, this.#used))
      this.#bytes = larger
    }
    this.#bytes.set(bytes.subarray(start, end), this.#used)
    this.#used = used
    if (this.size + 1 >= this.#starts.length) this.#starts = enlarged(this.#starts)
    if (this.size >= this.#hashes.length) this.#hashes = enlarged(this.#hashes)
    this.#hashes[this.size] = hash
    this.size++
    this.#starts[this.size] = used
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2).fill(-1)
    const mask = slots.length - 1
    for (let number = 0; number < this.size; number++) {
      const hash = this.#hashes[number]!
      let slot = (hash ^ (hash >>> 15)) & mask
      while (slots[slot]! >= 0) slot = (slot + 1) & mask
      slots[slot] = number
    }
    this.#slots = slots
  }
}

function enlarged(values: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(values.length * 2)
  larger.set(values)
  return larger
}
