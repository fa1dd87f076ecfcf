/** The finished epochs of a run as they are kept and told: of a very long run not each one, but the same ones everywhere. */
import type { EpochEnd } from './contract.ts'

/** A curve has fewer points than that. */
export const MAX_ENDS = 20_000

/** Those that stay of many: evenly spread by their number alone, so that whoever thins them, and however often, keeps the same ones; the
 *  last one and the last that was the best stay. @param ends in order */
export function thinEnds(ends: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)
  if (!last || ends.length <= MAX_ENDS) return ends
  const best = ends.reduce<EpochEnd | null>((found, end) => (end.best ? end : found), null)
  const step = 2 ** Math.ceil(Math.log2(last.epoch / MAX_ENDS))
  return ends.filter((end) => (end.epoch - 1) % step === 0 || end === best || end === last)
}

/** As `thinEnds`, for those that grow: done rarely, so that each new one costs next to nothing. */
export const thinGrown = (ends: readonly EpochEnd[]): readonly EpochEnd[] =>
  ends.length > 2 * MAX_ENDS ? thinEnds(ends) : ends

/** Both, in order, none twice: what is told again may lie between those that are known. */
export function mergeEnds(ends: readonly EpochEnd[], more: readonly EpochEnd[]): readonly EpochEnd[] {
  const last = ends.at(-1)?.epoch ?? 0
  const isNew = more.every(({ epoch }) => epoch > last)
  if (isNew) return thinGrown([...ends, ...more])
  const known = new Set(ends.map(({ epoch }) => epoch))
  const all = [...ends, ...more.filter(({ epoch }) => !known.has(epoch))]
  return thinGrown(all.sort((a, b) => a.epoch - b.epoch))
}
