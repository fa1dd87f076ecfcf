/** Records that earlier versions of the app have written: what has another form since is brought into today's. */
import { isObject } from '../../../shared/json.ts'
import type { RunRecord } from './record-schema.ts'

/** Before there were several Outputs, the data of a record had one `target` and no column of weights. */
export function upgradeRecord(raw: unknown): unknown {
  if (!isObject(raw) || !isObject(raw.data) || !('target' in raw.data) || 'targets' in raw.data) return raw
  const { target, ...data } = raw.data
  return { ...raw, data: { weights: null, ...data, targets: [target] } }
}

/** Version of the documents since which the fingerprint of data covers their preparation steps. */
const STEPS_VERSION = 2

/** Whether the fingerprint of the data was made in another way, so that it differs from today's although the data are the same. */
export const hasEarlierFingerprint = ({ document }: Pick<RunRecord, 'document'>): boolean =>
  isObject(document) && typeof document.version === 'number' && document.version < STEPS_VERSION
