/** How work with data reports and is stopped, where its caller leaves it open. */
import type { Progress } from './types.ts'

const NEVER = new AbortController().signal

export const progressOf = ({ report = () => {}, signal = NEVER }: Partial<Progress>): Progress => ({
  report,
  signal,
})
