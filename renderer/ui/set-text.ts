/** Texts about the place of a run in its set. */
import type { SetKind } from '../../shared/document/run-set.ts'
import type { RunSet } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'

/** Whether the runs of a set differ by chance only, in seed or fold. */
export const isRepetition = (set: Pick<RunSet, 'kind'>): boolean => kindOf(set) !== 'optimizers'

export const kindOf = ({ kind }: Pick<RunSet, 'kind'>): SetKind => kind ?? 'folds'

const MEMBER: { readonly [K in SetKind]: Text } = {
  folds: { en: 'fold', ko: '폴드' },
  seeds: { en: 'seed', ko: '시드' },
  optimizers: { en: 'optimizer', ko: '최적화 알고리즘' },
}

/** 'fold 2 of 5'. */
export function placeInSet(set: RunSet): Text {
  const { en, ko } = MEMBER[kindOf(set)]
  return { en: `${en} ${set.index + 1} of ${set.count}`, ko: `${ko} ${set.index + 1}/${set.count}` }
}

/** '5 folds'. */
export const countOfSet = (kind: SetKind, count: number): Text => ({
  en: `${count} ${MEMBER[kind].en}s`,
  ko: `${MEMBER[kind].ko} ${count}개`,
})
