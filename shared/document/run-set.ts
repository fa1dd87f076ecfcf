/** Sets of runs: one document trained several times, each time with another fold for validation, or with another seed. */
import { foldsOf } from '../data/k-fold.ts'
import type { Document } from './document.ts'

export const SET_KINDS = ['folds', 'seeds'] as const
export type SetKind = (typeof SET_KINDS)[number]

/** Greatest number of runs in a set. */
export const MAX_SET = 1000

/** The document with its rows divided into folds, of which one validates. @param index of the fold, from 0 */
export function withFold(document: Document, index: number, count: number): Document {
  const { data } = document
  if (!data) return document
  const split = { ...data.split, method: 'kfold', n_splits: count, fold: index } as const
  // Another fold has other rows in each part.
  return { ...document, data: { ...data, split, fingerprint: null } }
}

/** The number of folds of a document whose split has the rule kfold; null for other rules. */
export const foldCount = ({ data }: Document): number | null =>
  data?.split.method === 'kfold' ? foldsOf(data.split).count : null

/** The seeds of a set follow each other. */
export const seedAfter = (first: number, steps: number): number => (first + steps + 2 ** 32) % 2 ** 32
