/** What every input of a field gets. */
import type { Text } from '../../../shared/text.ts'
import type { Slot } from './slot.ts'

export interface InputProps {
  readonly slot: Slot
  readonly id: string
  readonly describedBy: string
  readonly invalid: boolean
  readonly onRefused: (reason: Text | null) => void
}
