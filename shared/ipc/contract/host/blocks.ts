/** The user's blocks for use in other documents. */
import { z } from 'zod'
import type { Checked } from '../../../checked.ts'
import { call } from '../call.ts'

const blockName = z.string().min(1).max(200)

export type SavedBlock = Checked<typeof block>
export const block = z.strictObject({
  name: blockName,
  /** The text that copying the block puts on the clipboard. */
  text: z.string().max(2 ** 20),
})

export const blockCalls = {
  /** Returns the user's saved blocks, newest first. */
  blocks: call().returns<readonly SavedBlock[]>(),
  /** Saves a block; it replaces a block of the same name. */
  keepBlock: call(block),
  removeBlock: call(blockName),
}
