/** User preferences for all windows. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { call } from '../call.ts'

export type Preferences = Checked<typeof preferences>
/** Unknown properties, written by a newer version, are dropped. */
export const preferences = z.object({
  /** `system`: as the system, also when it changes. Both are stored in the settings file. */
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'ko']),
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
