/** Line-by-line diff of two texts, so that an editor replaces only the changed parts and keeps its position. Pure. */

export interface TextChange {
  /** Offsets in the old text. */
  readonly from: number
  readonly to: number
  readonly insert: string
}

/** Above this number of table cells the middle is replaced as one piece, since the diff would cost more than it saves. */
const MAX_CELLS = 1_000_000

/** Ascending, non-overlapping changes that turn the first text into the second. */
export function diffText(previous: string, next: string): TextChange[] {
  const a = lines(previous)
  const b = lines(next)
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++
  const offset = a.slice(0, start).join('').length
  return diffLines(offset, a.slice(start, a.length - end), b.slice(start, b.length - end))
}

/** Splits a text into lines, including their line feeds. */
const lines = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? []

/** Changes between the differing middle parts, computed from their longest common subsequence of lines. */
function diffLines(offset: number, a: readonly string[], b: readonly string[]): TextChange[] {
  if (a.length === 0 && b.length === 0) return []
  if (a.length * b.length > MAX_CELLS)
    return [{ from: offset, to: offset + a.join('').length, insert: b.join('') }]
  const common = commonLengths(a, b)
  const width = b.length + 1
  const changes: TextChange[] = []
  let from = offset
  let to = offset
  let insert = ''
  const flush = (): void => {
    if (to > from || insert) changes.push({ from, to, insert })
  }
  let i = 0
  let j = 0
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      flush()
      from = to + a[i]!.length
      to = from
      insert = ''
      i++
      j++
    } else if (
      i < a.length &&
      (j === b.length || common[(i + 1) * width + j]! >= common[i * width + j + 1]!)
    ) {
      to += a[i]!.length
      i++
    } else {
      insert += b[j]!
      j++
    }
  }
  flush()
  return changes
}

/** Lengths of the longest common subsequences of a[i…] and b[j…], in row-major order. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      table[i * width + j] =
        a[i] === b[j]
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!)
  return table
}
