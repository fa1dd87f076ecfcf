/** The ladders to show: those of all variants, or of a moment of a run beside its start. */
import { useMemo } from 'react'
import type { Document, NetworkId } from '../../../shared/document/document.ts'
import { variantsOf } from '../../../shared/document/variants.ts'
import { type Ladder, ladderOf, type Wiring } from '../../../shared/signals/ladder.ts'
import type { Signals } from '../../../shared/signals/signals.ts'
import { untranslated } from '../../../shared/text.ts'
import { useForeignNetwork, useReplay } from '../../signals/replay.ts'
import { type SignalsEntry, useSignals } from '../../signals/state.ts'
import { createAnalyzer } from '../../state/analysis.ts'
import { focusedOn } from '../../state/shown-variant.ts'
import { type AppState, useApp } from '../../state/store.ts'
import { markOfVariant, REFERENCE_MARK } from '../../variants/variant-mark.ts'
import { nameOf } from '../../variants/variants.ts'
import type { LadderLine } from './ladder-lines.ts'
import { momentText } from './ladder-text.ts'

export function useLadderLines(): readonly LadderLine[] {
  const replay = useSignals((s) => s.replay)
  const byVariant = useSignals((s) => s.byVariant)
  const replayed = useReplay((s) => s.network)
  const isForeign = useForeignNetwork() !== null
  const document = useApp((s) => s.history.present)
  const shown = useApp((s) => s.variant)
  const data = useApp((s) => s.data)
  return useMemo(() => {
    if (!replay) return variantLines(document, shown, data, byVariant)
    const [start, now] = [replay.frames[0], replay.frames[replay.index]]
    if (!start || !now) return []
    const wiring = replayed?.analysis.sound().model ?? null
    const isShown = !isForeign
    const line = { id: 'now', name: momentText(now), mark: markOfVariant(0), isStale: false, isShown }
    const reference = { ...line, id: 'start', name: momentText(start), mark: REFERENCE_MARK }
    return [
      { ...line, ladder: cachedLadder(now.signals, wiring) },
      ...(now === start ? [] : [{ ...reference, ladder: cachedLadder(start.signals, wiring) }]),
    ]
  }, [replay, byVariant, replayed, isForeign, document, shown, data])
}

function variantLines(
  document: Document,
  shown: NetworkId,
  data: AppState['data'],
  byVariant: ReadonlyMap<NetworkId, SignalsEntry>,
): readonly LadderLine[] {
  const variants = variantsOf(document)
  return variants.flatMap((id, i): LadderLine[] => {
    const entry = byVariant.get(id)
    if (!entry?.signals) return []
    return [
      {
        id,
        name: untranslated(variants.length > 1 ? nameOf(document, id) : document.name),
        mark: markOfVariant(i),
        ladder: cachedLadder(entry.signals, wiringOf(document, id, data)),
        isStale: entry.isStale,
        isShown: id === shown,
      },
    ]
  })
}

const ladders = new WeakMap<Signals, { readonly wiring: Wiring | null; readonly ladder: Ladder }>()

function cachedLadder(signals: Signals, wiring: Wiring | null): Ladder {
  const cached = ladders.get(signals)
  if (cached?.wiring === wiring) return cached.ladder
  const ladder = ladderOf(signals, wiring)
  ladders.set(signals, { wiring, ladder })
  return ladder
}

/** One for each variant, since the shown one changes most. */
const analyzers = new Map<NetworkId, ReturnType<typeof createAnalyzer>>()

function wiringOf(document: Document, variant: NetworkId, data: AppState['data']): Wiring {
  const analyze = analyzers.get(variant) ?? createAnalyzer()
  analyzers.set(variant, analyze)
  return analyze(focusedOn(document, variant), data).sound().model
}
