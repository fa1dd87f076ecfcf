/** Records that earlier versions of the app have written: what has another form since is brought into today's. */
import { isObject } from '../../../shared/json.ts'

/** Before there were several Outputs, the data of a record had one `target` and no column of weights. */
export function upgradeRecord(raw: unknown): unknown {
  if (!isObject(raw) || !isObject(raw.data) || !('target' in raw.data) || 'targets' in raw.data) return raw
  const { target, ...data } = raw.data
  return { ...raw, data: { weights: null, ...data, targets: [target] } }
}
