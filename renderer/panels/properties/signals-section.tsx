/** The signals of the selected layer, at the top of its panel while signals are on. */
import { lazy, Suspense } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import { useForeignNetwork } from '../../signals/replay.ts'
import { useSignals } from '../../signals/state.ts'

/** Loaded at its first use. */
const LayerSignals = lazy(async () => ({ default: (await import('./layer-signals.tsx')).LayerSignals }))

export function SignalsSection({ id }: { readonly id: NodeId }) {
  const isOn = useSignals((s) => s.isOn)
  // The figures are those of another network.
  const isForeign = useForeignNetwork() !== null
  if (!isOn || isForeign) return null
  return (
    <Suspense fallback={null}>
      <LayerSignals id={id} />
    </Suspense>
  )
}
