/** The figures of both ladders as a table, for screen readers. */
import { formatFigure } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import type { LadderLine } from './ladder-lines.ts'

export function LadderTable({ lines }: { readonly lines: readonly LadderLine[] }) {
  const t = useText()
  const columns = [
    t({ en: 'layer', ko: '층' }),
    t({ en: 'mean |gradient|', ko: '|기울기| 평균' }),
    '10 %',
    '90 %',
    t({ en: 'standard deviation of a unit', ko: '유닛의 표준편차' }),
  ]
  return (
    <div className="hidden-text">
      {lines.map(({ id, name, ladder }) => (
        <table key={id}>
          <caption>{t({ en: `Signals by layer: ${name.en}`, ko: `층별 신호: ${name.ko}` })}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ladder.rungs.map(({ node, layer, outputs, gradients }) => (
              <tr key={node}>
                <th scope="row">{layer}</th>
                {[gradients?.mean, gradients?.low, gradients?.high, outputs.unitDeviation].map((value, i) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column
                  <td key={i}>{value === undefined ? '–' : formatFigure(value)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
