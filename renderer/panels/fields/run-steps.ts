/** Number of training steps in a run of this document. */
import { useApp, useDocument } from '../../state/store.ts'

/** @returns the number of steps; `null` until the data has been read */
export function useRunSteps(): number | null {
  const { batch_size, epochs } = useDocument().training
  const data = useApp((s) => s.data)
  return data.state === 'ready' ? Math.ceil(data.info.rows.train / batch_size) * epochs : null
}
