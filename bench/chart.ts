/** Writes the chart of the bench for the docs: for each network the rivals' step times ÷ ours, on a logarithmic axis. */
import { writeFileSync } from 'node:fs'
import type { Bench } from './report.ts'

const TITLE = 'Step time relative to Layerloom'
const WIDTH = 860
const LEFT = 130
const BAR_HEIGHT = 13
const GAP = 5
const HEADING_HEIGHT = 26
/** The ratios at the two ends of the axis, and the ratios with a grid line. */
const MIN_RATIO = 0.8
const MAX_RATIO = 400
const GRID_RATIOS = [1, 2, 5, 10, 20, 50, 100, 200]
const COLOURS = ['#4c5fd7', '#d9822b', '#e0b13e', '#c0392b', '#a8548c', '#5f6b7a']

const x = (ratio: number): number =>
  LEFT +
  (Math.log(Math.min(Math.max(ratio, MIN_RATIO), MAX_RATIO) / MIN_RATIO) / Math.log(MAX_RATIO / MIN_RATIO)) *
    (WIDTH - LEFT - 90)

export function writeChart(path: string, { rounds, machine, rows }: Bench): void {
  const names = [...new Set(rows.flatMap((row) => row.rivals.map((r) => r.name)))]
  const parts: string[] = []
  let y = 44
  for (const row of rows) {
    parts.push(text(8, y + 14, row.network, 'start', 'title'))
    y += HEADING_HEIGHT
    for (const rival of row.rivals) {
      const colour = COLOURS[names.indexOf(rival.name) % COLOURS.length]!
      parts.push(
        text(LEFT - 8, y + 10, rival.name, 'end'),
        `<rect x="${x(1).toFixed(1)}" y="${y}" width="${Math.max(x(rival.ratio) - x(1), 1).toFixed(1)}" height="${BAR_HEIGHT}" rx="2" fill="${colour}"/>`,
        `<path class="interval" d="M${x(rival.low).toFixed(1)} ${y + BAR_HEIGHT / 2}H${x(rival.high).toFixed(1)}"/>`,
        text(x(rival.high) + 6, y + 10, `${short(rival.ratio)} ×`, 'start'),
      )
      y += BAR_HEIGHT + GAP
    }
    y += 10
  }
  const height = y + 44
  const lines = GRID_RATIOS.map(
    (ratio) =>
      `<path class="line" d="M${x(ratio).toFixed(1)} 34V${y}"/>${text(x(ratio), y + 14, `${ratio} ×`, 'middle')}`,
  )
  const footnote = `Time of a rival's step ÷ Layerloom's: medians of ${rounds} interleaved rounds, 90 % intervals; ${machine}`
  writeFileSync(
    path,
    [
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">`,
      `<title>${TITLE}</title>`,
      '<style>',
      'text{font:12px system-ui,sans-serif;fill:#3a4150}.title{font-weight:600}.line{stroke:#8884;stroke-width:1}',
      '.interval{stroke:#000a;stroke-width:2}rect.ground{fill:#fff}',
      '@media(prefers-color-scheme:dark){text{fill:#c9d1d9}rect.ground{fill:#0d1117}.interval{stroke:#fffa}}',
      '</style>',
      `<rect class="ground" width="${WIDTH}" height="${height}"/>`,
      text(8, 22, TITLE, 'start', 'title'),
      ...lines,
      ...parts,
      text(8, height - 6, footnote, 'start'),
      '</svg>',
      '',
    ].join('\n'),
  )
}

const short = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0))

const text = (left: number, baseline: number, content: string, anchor: string, className = ''): string =>
  `<text x="${left.toFixed(1)}" y="${baseline}" text-anchor="${anchor}"${className ? ` class="${className}"` : ''}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
