/** What differs between the chosen runs, and their figures. Pressing the head of a run makes it the baseline. */
import { useMemo } from 'react'
import { untranslated } from '../../../shared/text.ts'
import { CopyButton } from '../../panels/copy-button.tsx'
import { useRunList } from '../../state/run-list.ts'
import { formatDuration, formatMetric } from '../../ui/format.ts'
import panel from '../../ui/panel.module.css'
import { useText } from '../../ui/text.ts'
import { LineSample } from '../line-sample.tsx'
import { markOf } from '../run-colors.ts'
import { formatRange, rangeText } from '../table/run-format.ts'
import { rangeOf } from '../table/run-groups.ts'
import styles from './compare.module.css'
import {
  comparedFigures,
  comparedSettings,
  formatDifference,
  referenceIn,
  toCsv,
  toMarkdown,
} from './comparison.ts'
import { type Line, lineTitle } from './lines.ts'

/** Runs whose long settings take several lines; of more runs they are cut, and the table scrolls sideways. */
const MAX_WRAPPED = 3

export function ComparisonTables({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText()
  const baseline = useRunList((s) => s.baseline)
  const runs = useMemo(() => lines.flatMap((line) => line.runs), [lines])
  const settings = useMemo(() => comparedSettings(lines), [lines])
  const figures = useMemo(() => comparedFigures(lines, baseline), [lines, baseline])
  const reference = referenceIn(lines, baseline)
  return (
    <>
      <section className={panel.section}>
        <h3>
          {t({ en: 'Differing settings', ko: '다른 설정' })}
          <span>{t({ en: `of ${runs.length} runs`, ko: `${runs.length}개` })}</span>
        </h3>
        {settings.length === 0 ? (
          <p className={styles.quiet}>
            {t({ en: 'All settings are the same.', ko: '설정이 모두 같습니다.' })}
          </p>
        ) : (
          <div className={styles.tableScroller}>
            <table className={styles.table} data-wraps={lines.length <= MAX_WRAPPED || undefined}>
              <Head lines={lines} reference={-1} />
              <tbody>
                {settings.map(({ name, values }) => (
                  <tr key={name}>
                    <th scope="row" title={name}>
                      {name}
                    </th>
                    {values.map((value, i) => (
                      <td
                        key={lines[i]!.id}
                        title={value}
                        data-strong={value !== values[reference] || undefined}
                      >
                        {value}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </section>
      <section className={panel.section}>
        <h3>
          {t({ en: 'Figures', ko: '지표' })}
          <span>{t({ en: 'best in bold', ko: '가장 좋은 값은 굵게' })}</span>
        </h3>
        <div className={styles.tableScroller}>
          <table className={styles.table}>
            <Head lines={lines} reference={reference} />
            <tbody>
              {figures.map(({ name, values, ranges, best, differences }) => (
                <tr key={name}>
                  <th scope="row" title={name}>
                    {name}
                  </th>
                  {values.map((value, i) => (
                    <td key={lines[i]!.id} data-strong={i === best || undefined}>
                      {formatMetric(value)}
                      {ranges[i] && <small title={t(rangeText(ranges[i]))}>{formatRange(ranges[i])}</small>}
                      {differences[i] !== null && <small>{formatDifference(differences[i]!)}</small>}
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">{t({ en: 'duration', ko: '걸린 시간' })}</th>
                {lines.map((line) => (
                  <td key={line.id}>{formatDuration(meanSeconds(line))}</td>
                ))}
              </tr>
            </tbody>
          </table>
        </div>
        <p className={styles.copies}>
          <CopyButton
            text={toMarkdown(runs)}
            label={t({ en: 'Copy as Markdown', ko: 'Markdown으로 복사' })}
            small
          />
          <span>{t(untranslated('Markdown'))}</span>
          <CopyButton text={toCsv(runs)} label={t({ en: 'Copy as CSV', ko: 'CSV로 복사' })} small />
          <span>{t(untranslated('CSV'))}</span>
        </p>
      </section>
    </>
  )
}

/** Mean over the runs that have ended; null where none has. */
const meanSeconds = ({ runs }: Line): number | null =>
  rangeOf(runs.map(({ live, result }) => (live ? null : result.seconds)))?.mean ?? null

interface HeadProps {
  readonly lines: readonly Line[]
  /** Index of the baseline; −1: the heads do not choose one. */
  readonly reference: number
}

function Head({ lines, reference }: HeadProps) {
  const t = useText()
  return (
    <thead>
      <tr>
        <td />
        {lines.map((line, i) => (
          <th key={line.id} scope="col">
            {reference < 0 ? (
              <span title={lineTitle(line)}>
                <LineSample mark={markOf(i)} />
                <span className="hidden-text">{lineTitle(line)}</span>
              </span>
            ) : (
              <button
                type="button"
                aria-pressed={i === reference}
                aria-label={t({
                  en: `Compare with ${lineTitle(line)}`,
                  ko: `${lineTitle(line)}을(를) 기준으로 비교`,
                })}
                title={t({
                  en: `${lineTitle(line)}: differences refer to it when it is pressed`,
                  ko: `${lineTitle(line)}: 누르면 차이의 기준이 됩니다`,
                })}
                onClick={() => useRunList.setState({ baseline: line.id })}
              >
                <LineSample mark={markOf(i)} />
              </button>
            )}
          </th>
        ))}
      </tr>
    </thead>
  )
}
