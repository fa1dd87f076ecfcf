/** What a host knows about itself: its versions, and the licences of all that is inside the package. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { call } from '../call.ts'

export type Licence = Checked<typeof licence>
const licence = z.object({
  name: z.string(),
  version: z.string(),
  /** An SPDX expression: `MIT`, `MIT OR Apache-2.0`. */
  licence: z.string(),
  text: z.string().optional(),
  /** The file of the installed app that has the text, if it is not here. */
  file: z.string().optional(),
})

/** The file that a package has (scripts/package/licences.mjs). */
export const licences = z.array(licence)

export interface About {
  /** `null` in a browser. */
  readonly electron: string | null
  readonly chromium: string | null
  /** `null` where the app is no package. */
  readonly licences: readonly Licence[] | null
}

export const aboutCalls = {
  about: call().returns<About>(),
}
