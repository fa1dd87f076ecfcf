/** The changed ranges between two texts. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffText, type TextChange } from '../../../renderer/panels/code/text-diff.ts'

const apply = (text: string, changes: readonly TextChange[]): string =>
  [...changes].reverse().reduce((t, c) => t.slice(0, c.from) + c.insert + t.slice(c.to), text)

describe('textChanges', () => {
  it('has no changes between equal texts', () => {
    expect(diffText('a\nb\n', 'a\nb\n')).toEqual([])
    expect(diffText('', '')).toEqual([])
  })

  it('replaces one line in the middle only', () => {
    expect(diffText('a\nb\nc\n', 'a\nB\nc\n')).toEqual([{ from: 2, to: 4, insert: 'B\n' }])
  })

  it('keeps unchanged lines between two changes', () => {
    const changes = diffText('import x\nm\nn\no\nfit(1)\n', 'import x, y\nm\nn\no\nfit(2)\n')
    expect(changes).toHaveLength(2)
    expect(changes[0]).toEqual({ from: 0, to: 9, insert: 'import x, y\n' })
  })

  it('transforms any text into any other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '\n', '\n'), { maxLength: 60 })
      .map((c) => c.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const changes = diffText(before, after)
        expect(apply(before, changes)).toBe(after)
        for (let i = 1; i < changes.length; i++) expect(changes[i]!.from).toBeGreaterThan(changes[i - 1]!.to)
      }),
      { numRuns: 500 },
    )
  })
})
