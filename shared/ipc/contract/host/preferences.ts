/** User preferences for all windows. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { language } from '../arguments.ts'
import { call } from '../call.ts'

export type Preferences = Checked<typeof preferences>
/** Unknown properties, written by a newer version, are dropped. */
export const preferences = z.object({
  theme: z.enum(['light', 'dark']),
  language,
  /** Codes of dismissed hints, which are not shown. */
  dismissed: z.array(z.string().max(100)).max(200),
  /** An open group is drawn together with the nodes around it. */
  surroundings: z.boolean().default(true),
})

export const preferenceCalls = {
  /** Returns `null` if no preferences have been saved yet. */
  preferences: call().returns<Preferences | null>(),
  keepPreferences: call(preferences),
}
