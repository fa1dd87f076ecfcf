/** Writes the chart of the bench for the docs: for each network the rivals' step times ÷ ours, on a logarithmic axis. */
import { writeFileSync } from 'node:fs'
import type { Bench } from './report.ts'

const TITLE = 'How many times as long a rival takes for the same step'
const WIDTH = 860
const LEFT = 130
const BAR = 13
const GAP = 5
const HEAD = 26
/** The ratios at the two ends of the axis, and the ratios with a grid line. */
const FROM = 0.8
const TO = 400
const LINES = [1, 2, 5, 10, 20, 50, 100, 200]
const COLOURS = ['#4c5fd7', '#d9822b', '#e0b13e', '#c0392b', '#a8548c', '#5f6b7a']

const x = (ratio: number): number =>
  LEFT + (Math.log(Math.min(Math.max(ratio, FROM), TO) / FROM) / Math.log(TO / FROM)) * (WIDTH - LEFT - 90)

export function writeChart(path: string, { rounds, machine, rows }: Bench): void {
  const names = [...new Set(rows.flatMap((row) => row.rivals.map((r) => r.name)))]
  const parts: string[] = []
  let y = 44
  for (const row of rows) {
    parts.push(text(8, y + 14, row.network, 'start', 'title'))
    y += HEAD
    for (const rival of row.rivals) {
      const colour = COLOURS[names.indexOf(rival.name) % COLOURS.length]!
      parts.push(
        text(LEFT - 8, y + 10, rival.name, 'end'),
        `<rect x="${x(1).toFixed(1)}" y="${y}" width="${Math.max(x(rival.ratio) - x(1), 1).toFixed(1)}" height="${BAR}" rx="2" fill="${colour}"/>`,
        `<path class="interval" d="M${x(rival.low).toFixed(1)} ${y + BAR / 2}H${x(rival.high).toFixed(1)}"/>`,
        text(x(rival.high) + 6, y + 10, `${short(rival.ratio)} ×`, 'start'),
      )
      y += BAR + GAP
    }
    y += 10
  }
  const height = y + 44
  const lines = LINES.map(
    (ratio) =>
      `<path class="line" d="M${x(ratio).toFixed(1)} 34V${y}"/>${text(x(ratio), y + 14, `${ratio} ×`, 'middle')}`,
  )
  const foot = `Time of a rival's step ÷ Layerloom's: medians of ${rounds} interleaved rounds, 90 % intervals; ${machine}`
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
      text(8, height - 6, foot, 'start'),
      '</svg>',
      '',
    ].join('\n'),
  )
}

const short = (ratio: number): string => (ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0))

const text = (left: number, base: number, words: string, anchor: string, kind = ''): string =>
  `<text x="${left.toFixed(1)}" y="${base}" text-anchor="${anchor}"${kind ? ` class="${kind}"` : ''}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`
