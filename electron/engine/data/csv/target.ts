/** Collects a target column while the table is streamed, and decides whether it holds classes or numbers. */
import type { TargetInfo } from '../../../../shared/data/data-info.ts'
import { isFewIntegers } from '../../../../shared/data/target-kind.ts'
import { MAX_CLASSES } from '../limits.ts'
import { problemError } from '../problem-error.ts'
import { texts } from '../texts.ts'
import type { CsvSource } from './columns.ts'
import { isStorable } from './number.ts'

export interface TargetColumn {
  add(text: string, number: number | null): void
  finish(name: string, task: CsvSource['task']): ReadTarget
}

export interface ReadTarget {
  readonly values: Int32Array | Float32Array
  readonly target: TargetInfo
  /** For classes: the texts that are not numbers, with the row (0-based) of the first one. */
  readonly text: { readonly row: number; readonly value: string; readonly count: number } | null
}

export function targetColumn(): TargetColumn {
  /** Index of each distinct text in order of appearance; beyond the limit it cannot be a class. */
  const indexOfText = new Map<string, number>()
  let tooMany = false
  const rows: number[] = []
  const numbers: number[] = []
  let firstText: { readonly row: number; readonly value: string } | null = null
  let count = 0
  return {
    add(text, number) {
      if (number === null || !Number.isFinite(number)) {
        firstText ??= { row: numbers.length, value: text.trim() }
        count++
      }
      numbers.push(number ?? Number.NaN)
      const key = text.trim()
      const place = indexOfText.get(key)
      if (place !== undefined) rows.push(place)
      else if (indexOfText.size <= MAX_CLASSES * 4) {
        rows.push(indexOfText.size)
        indexOfText.set(key, indexOfText.size)
      } else tooMany = true
    },
    finish(name, task) {
      const distinctTexts = [...indexOfText.keys()]
      const numeric = firstText === null
      const text = firstText && { ...firstText, count }
      const distinct = numeric && !tooMany ? new Set(numbers) : null
      const allIntegers = distinct !== null && [...distinct].every(Number.isInteger)
      const isFew =
        distinct !== null && isFewIntegers({ allIntegers, distinct: distinct.size, rows: numbers.length })
      const asClasses = task === 'classes' || (task === 'auto' && (!numeric || isFew))
      if (!asClasses) {
        if (!numeric || !numbers.every(isStorable))
          throw problemError('csv_target_text', texts.targetNotNumber(name), 'task')
        const values = Float32Array.from(numbers)
        return { values, target: { name, kind: 'number', classes: [], range: rangeOf(numbers) }, text: null }
      }
      const size = distinct ? distinct.size : distinctTexts.length
      if (tooMany || size > MAX_CLASSES)
        throw problemError('data_classes', texts.tooManyClasses(name, size, MAX_CLASSES), 'task')
      if (distinct) {
        // 1, 1.0 and 01 are the same class.
        const sorted = [...distinct].sort((a, b) => a - b)
        const index = new Map(sorted.map((value, i) => [value, i]))
        const classes = sorted.map(String)
        return {
          values: Int32Array.from(numbers, (n) => index.get(n)!),
          target: { name, kind: 'classes', classes },
          text: null,
        }
      }
      const classes = distinctTexts.toSorted(byCodePoint)
      const index = new Map(classes.map((text, i) => [text, i]))
      const classOfIndex = distinctTexts.map((text) => index.get(text)!)
      return {
        values: Int32Array.from(rows, (place) => classOfIndex[place]!),
        target: { name, kind: 'classes', classes },
        text,
      }
    },
  }
}

const rangeOf = (values: readonly number[]): [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
]

/** Compares by code point, as Python and numpy sort strings in an exported program. */
export function byCodePoint(a: string, b: string): number {
  const [x, y] = [[...a], [...b]]
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const difference = x[i]!.codePointAt(0)! - y[i]!.codePointAt(0)!
    if (difference !== 0) return difference
  }
  return x.length - y.length
}
