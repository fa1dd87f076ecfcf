/** Sets of runs: one document trained several times, each time with another fold for validation, another seed or another optimizer. */
import { optimizers } from '../catalog/optimizers/index.ts'
import { foldsOf } from '../data/k-fold.ts'
import { createConfig } from '../fields/index.ts'
import type { Document } from './document.ts'
import type { Config } from './types.ts'

/** Kinds whose runs repeat one setting: they differ by chance, so that their mean and range say something. */
export const REPETITION_KINDS = ['folds', 'seeds'] as const
export type RepetitionKind = (typeof REPETITION_KINDS)[number]
export const SET_KINDS = [...REPETITION_KINDS, 'optimizers'] as const
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

/** The optimizers of a set, in the order of their invention, each with Keras's defaults, momentum with 0.9. New ones are added at the end:
 *  a run knows its optimizer by its place. */
export const SET_OPTIMIZERS: readonly { readonly name: string; readonly optimizer: Config }[] = [
  { name: 'momentum', optimizer: createConfig(optimizers, 'sgd', { momentum: 0.9 }) },
  { name: 'Nesterov', optimizer: createConfig(optimizers, 'sgd', { momentum: 0.9, nesterov: true }) },
  { name: 'Adagrad', optimizer: createConfig(optimizers, 'adagrad') },
  { name: 'RMSprop', optimizer: createConfig(optimizers, 'rmsprop') },
  { name: 'Adam', optimizer: createConfig(optimizers, 'adam') },
  { name: 'Adamax', optimizer: createConfig(optimizers, 'adamax') },
  { name: 'Nadam', optimizer: createConfig(optimizers, 'nadam') },
]

/** The document with one of these optimizers. @param index from 0 @throws RangeError for the place of one that a newer version knows */
export function withOptimizer(document: Document, index: number): Document {
  const member = SET_OPTIMIZERS[index]
  if (!member) throw new RangeError(`A set has ${SET_OPTIMIZERS.length} optimizers, and none at ${index}.`)
  return { ...document, training: { ...document.training, optimizer: member.optimizer } }
}

/** The seeds of a set follow each other. */
export const seedAfter = (first: number, steps: number): number => (first + steps + 2 ** 32) % 2 ** 32
