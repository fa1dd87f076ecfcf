/** Thinning of the finished epochs of very long runs. Every process keeps the same epochs. */
import type { EpochEnd } from './contract.ts'

/** Limit on the finished epochs of a run; charts draw fewer points than this. */
export const MAX_ENDS = 20_000

/** Thins the finished epochs to about MAX_EPOCH_ENDS. The choice depends only on the epoch numbers, so that every process keeps the same
 *  ones, however often it thins. The last epoch and the latest best epoch are always kept. @param ends finished epochs, in order */
export function thinEnds(ends: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)
  if (!last || ends.length <= MAX_ENDS) return ends
  const best = ends.reduce<EpochEnd | null>((found, end) => (end.best ? end : found), null)
  const step = 2 ** Math.ceil(Math.log2(last.epoch / MAX_ENDS))
  return ends.filter((end) => (end.epoch - 1) % step === 0 || end === best || end === last)
}

/** The same for a growing list: it is thinned only at twice the limit, so that the cost per new epoch is negligible. */
export const thinGrown = (ends: readonly EpochEnd[]): readonly EpochEnd[] =>
  ends.length > 2 * MAX_ENDS ? thinEnds(ends) : ends

/** Merges two lists in order, without duplicates: epochs that are reported again may lie between the known ones. */
export function mergeEnds(ends: readonly EpochEnd[], more: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)?.epoch ?? 0
  const isNew = more.every(({ epoch }) => epoch > last)
  if (isNew) return thinGrown([...ends, ...more])
  const known = new Set(ends.map(({ epoch }) => epoch))
  const all = [...ends, ...more.filter(({ epoch }) => !known.has(epoch))]
  return thinGrown(all.sort((a, b) => a.epoch - b.epoch))
}
