/** How many training steps a run of this document has. */
import { useApp, useDocument } from '../../state/store.ts'

/** `null` while the data is not known. */
export function useRunSteps(): number | null {
  const { batch_size, epochs } = useDocument().training
  const data = useApp((s) => s.data)
  return data.state === 'ready' ? Math.ceil(data.info.rows.train / batch_size) * epochs : null
}
