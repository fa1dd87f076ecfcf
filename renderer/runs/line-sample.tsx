/** A short piece of a run's line, as the key of a chart. */
import type { RunMark } from './run-colors.ts'

export const LineSample = ({ mark: { color, dash } }: { readonly mark: RunMark }) => (
  <svg width="22" height="8" aria-hidden="true">
    <line
      x1="1"
      x2="21"
      y1="4"
      y2="4"
      stroke={`var(${color})`}
      strokeWidth="2"
      strokeDasharray={dash.join(' ') || undefined}
    />
  </svg>
)
