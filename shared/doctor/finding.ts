/** A finding: what the doctor saw in the figures of a network, why it matters, and a repair where there is one. */
import type { Problem } from '../model/fix.ts'
import type { Text } from '../text.ts'
import type { Subject } from './subject.ts'

/** A row of the doctor's card. */
export interface Figure {
  readonly label: Text
  /** The same in every language: `2.4e-7`. */
  readonly value: string
  /** The figure that is at fault. */
  readonly isBad?: boolean
}

/** A problem that follows from figures. `node` is the first layer concerned; null: the finding is about the training or the data. */
export interface Finding extends Problem {
  readonly severity: 'finding'
  /** What is wrong, in a few words: “dense barely learns”. */
  readonly title: Text
  readonly figures: readonly Figure[]
}

export interface FindingRule {
  /** Unique; stored in the person's preferences when findings of this kind are dismissed. */
  readonly code: string
  /** The kind, for the list of what is dismissed and for tables. */
  readonly title: Text
  /** Codes of findings that explain this one: next to them it is left out. */
  readonly yieldsTo?: readonly string[]
  find(subject: Subject): readonly Found[]
}

/** `message` is one or two sentences: what happens, and why it matters. */
export type Found = Omit<Finding, 'code' | 'severity'>

export const withFix = <F>(fix: F | undefined): { readonly fix?: F } => (fix === undefined ? {} : { fix })
