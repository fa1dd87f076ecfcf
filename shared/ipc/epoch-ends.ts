/** Thinning of the finished epochs of very long runs. Every process keeps the same epochs. */
import type { EpochEnd } from './contract/index.ts'

/** Limit on the finished epochs of a run; charts draw fewer points than this. */
export const MAX_EPOCH_ENDS = 20_000

/** Thins the finished epochs to about MAX_EPOCH_ENDS. The choice depends only on the epoch numbers, so that every process keeps the same
 *  ones, however often it thins. The last epoch and the latest best epoch are always kept. @param ends finished epochs, in order */
export function thinEpochEnds(ends: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)
  if (!last || ends.length <= MAX_EPOCH_ENDS) return ends
  const best = ends.reduce<EpochEnd | null>((previous, end) => (end.best ? end : previous), null)
  const step = 2 ** Math.ceil(Math.log2(last.epoch / MAX_EPOCH_ENDS))
  return ends.filter((end) => (end.epoch - 1) % step === 0 || end === best || end === last)
}

/** The same for a growing list: it is thinned only at twice the limit, so that the cost per new epoch is negligible. */
export const thinGrowingEpochEnds = (ends: readonly EpochEnd[]): readonly EpochEnd[] =>
  ends.length > 2 * MAX_EPOCH_ENDS ? thinEpochEnds(ends) : ends

/** Merges two lists in order, without duplicates: epochs that are reported again may lie between the known ones. */
export function mergeEpochEnds(ends: readonly EpochEnd[], added: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)?.epoch ?? 0
  const isNew = added.every(({ epoch }) => epoch > last)
  if (isNew) return thinGrowingEpochEnds([...ends, ...added])
  const known = new Set(ends.map(({ epoch }) => epoch))
  const all = [...ends, ...added.filter(({ epoch }) => !known.has(epoch))]
  return thinGrowingEpochEnds(all.sort((a, b) => a.epoch - b.epoch))
}
