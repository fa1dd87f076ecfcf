/** A finding as lines of English text, for the command line. */
import type { Finding } from './finding.ts'

/** The title and why it matters, a line for each figure, and the repair where there is one. */
export function findingLines({ title, message, figures, fix }: Finding): readonly string[] {
  const width = Math.max(0, ...figures.map(({ label }) => label.en.length))
  return [
    `${title.en}. ${message.en}`,
    ...figures.map(({ label, value }) => `  ${label.en.padEnd(width)}  ${value}`),
    ...(fix ? [`  Repair: ${fix.label.en}`] : []),
  ]
}
