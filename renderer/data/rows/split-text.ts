/** How the rows are divided, in a few words. */
import { stratifiedTarget, type TargetInfo } from '../../../shared/data/data-info.ts'
import type { DataReference } from '../../../shared/data/data-reference.ts'
import { foldsOf } from '../../../shared/data/k-fold.ts'
import type { Text } from '../../../shared/text.ts'

/** @param targets of the prepared data; none before it is ready */
export function splitText(split: DataReference['split'], targets: readonly TargetInfo[]): Text {
  const { method, seed } = split
  const column = split.column ?? '–'
  switch (method) {
    case 'time':
      return { en: `by the times in ${column}`, ko: `${column}의 시간 순서` }
    case 'column':
      return { en: `as ${column} says`, ko: `${column}에 적힌 대로` }
    case 'group_shuffle_split':
      return { en: `groups of ${column} · seed ${seed}`, ko: `${column} 그룹 · 시드 ${seed}` }
    case 'kfold': {
      const { count, index } = foldsOf(split)
      const target = targets[stratifiedTarget(targets, split)]
      return {
        en: `fold ${index + 1} of ${count}${target ? ` by ${target.name}` : ''} · seed ${seed}`,
        ko: `폴드 ${count}개 중 ${index + 1}번${target ? `, ${target.name} 층화` : ''} · 시드 ${seed}`,
      }
    }
    default: {
      const target = targets[stratifiedTarget(targets, split)]
      return target
        ? { en: `stratified by ${target.name} · seed ${seed}`, ko: `${target.name} 층화 · 시드 ${seed}` }
        : { en: `random · seed ${seed}`, ko: `무작위 · 시드 ${seed}` }
    }
  }
}
