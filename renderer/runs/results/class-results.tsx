/** Predicted classes: confusion matrix, the figures of each class, the pairs that are taken for each other. Each leads to its rows. */
import type { ClassFigures } from '../../../shared/evaluation/class-figures.ts'
import type { ClassReport } from '../../../shared/evaluation/class-report.ts'
import type { LabelFigures } from '../../../shared/evaluation/label-figures.ts'
import type { RowFilter } from '../../../shared/ipc/contract/index.ts'
import { type Text, untranslated } from '../../../shared/text.ts'
import { showRows } from '../../state/evaluations.ts'
import { formatCount, formatScore } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { CalibrationPlot } from './calibration-plot.tsx'
import { ConfusionMatrix } from './confusion-matrix.tsx'
import { CurvePlots } from './curve-plots.tsx'
import styles from './results.module.css'
import { ThresholdPlot } from './threshold-plot.tsx'

/** Pairs that are listed. */
const MAX_PAIRS = 8

export function ClassResults({ figures }: { readonly figures: ClassFigures }) {
  return (
    <>
      {figures.confusion && <ConfusionMatrix counts={figures.confusion} classes={figures.classes} />}
      <Reports
        names={figures.classes}
        reports={figures.byClass}
        title={{ en: 'By class', ko: '클래스별' }}
        filterOf={(i) => ({ truth: i, isWrong: true })}
      />
      <Pairs figures={figures} />
      <CalibrationPlot figures={figures} />
      <ThresholdPlot figures={figures} />
      <CurvePlots names={figures.classes} reports={figures.byClass} curves={figures.curves} />
    </>
  )
}

export const LabelResults = ({
  figures: { labels, byLabel, curves },
}: {
  readonly figures: LabelFigures
}) => (
  <>
    <Reports
      names={labels}
      reports={byLabel}
      title={{ en: 'By label', ko: '레이블별' }}
      filterOf={(i) => ({ truth: i, notPredicted: i })}
    />
    <CurvePlots names={labels} reports={byLabel} curves={curves} />
  </>
)

interface ReportsProps {
  readonly names: readonly string[]
  readonly reports: readonly ClassReport[]
  readonly title: Text
  /** The mistakes of a class or label. */
  readonly filterOf: (index: number) => RowFilter
}

function Reports({ names, reports, title, filterOf }: ReportsProps) {
  const t = useText()
  const order = names.map((_, i) => i).sort((a, b) => reports[a]!.f1 - reports[b]!.f1)
  const supports = new Set(reports.map(({ support }) => support))
  // Where all have the same number of rows, the head says it once.
  const each = supports.size === 1 ? formatCount(reports[0]!.support) : null
  return (
    <section className={styles.block}>
      <h3>
        {t(title)}
        <small>
          {t({ en: 'lowest F1 first', ko: 'F1이 낮은 것부터' })}
          {each !== null && t({ en: `, ${each} rows each`, ko: `, 각각 ${each}행` })}
        </small>
      </h3>
      <div className={styles.scroller}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.first}>
                <span className="hidden-text">{t({ en: 'Name', ko: '이름' })}</span>
              </th>
              {each === null && <th scope="col">{t({ en: 'rows', ko: '행' })}</th>}
              <th scope="col">{t(untranslated('precision'))}</th>
              <th scope="col">{t(untranslated('recall'))}</th>
              <th scope="col">{t(untranslated('F1'))}</th>
              <th scope="col">{t({ en: 'F1, 95 %', ko: 'F1, 95 %' })}</th>
            </tr>
          </thead>
          <tbody>
            {order.map((i) => {
              const { support, precision, recall, f1, intervals } = reports[i]!
              const name = names[i]!
              return (
                <tr key={name}>
                  <th scope="row">
                    <button
                      type="button"
                      className={styles.link}
                      onClick={() =>
                        void showRows(
                          { en: `${name}, not predicted`, ko: `${name}, 예측하지 못한 행` },
                          filterOf(i),
                        )
                      }
                    >
                      {name}
                    </button>
                  </th>
                  {each === null && <td>{formatCount(support)}</td>}
                  <td>{formatScore(precision)}</td>
                  <td>{formatScore(recall)}</td>
                  <td data-strong>{formatScore(f1)}</td>
                  <td>{intervals?.f1?.map(formatScore).join(' – ')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Pairs({ figures: { classes, pairs, byClass } }: { readonly figures: ClassFigures }) {
  const t = useText()
  if (pairs.length === 0) return null
  const shown = pairs.slice(0, MAX_PAIRS)
  const mistakesOf = ({ counts }: (typeof pairs)[number]) => counts[0] + counts[1]
  const maximum = mistakesOf(shown[0]!)
  const all = byClass.reduce((sum, { support, recall }) => sum + Math.round(support * (1 - recall)), 0)
  const explained = shown.reduce((sum, pair) => sum + mistakesOf(pair), 0)
  return (
    <section className={styles.block}>
      <h3>{t({ en: 'Most confused', ko: '가장 많이 혼동한 쌍' })}</h3>
      <ul className={styles.pairs}>
        {shown.map((pair) => {
          const [a, b] = pair.classes.map((i) => classes[i]!) as [string, string]
          return (
            <li key={`${a} ${b}`}>
              <button
                type="button"
                className={styles.link}
                onClick={() => {
                  const [more, less] =
                    pair.counts[0] >= pair.counts[1] ? pair.classes : [pair.classes[1], pair.classes[0]]
                  void showRows(
                    {
                      en: `${classes[more]} predicted as ${classes[less]}`,
                      ko: `${classes[more]}을(를) ${classes[less]}(으)로 예측`,
                    },
                    { truth: more, predicted: less },
                  )
                }}
              >
                {t({ en: `${a} and ${b}`, ko: `${a}, ${b}` })}
              </button>
              <span>{formatCount(mistakesOf(pair))}</span>
              <i aria-hidden="true" style={{ width: `${(100 * mistakesOf(pair)) / maximum}%` }} />
            </li>
          )
        })}
      </ul>
      <p className={styles.note}>
        {t({
          en: `Together ${Math.round((100 * explained) / Math.max(1, all))} % of all mistakes (${formatCount(all)}).`,
          ko: `모두 합쳐 전체 오류 ${formatCount(all)}개의 ${Math.round((100 * explained) / Math.max(1, all))} %입니다.`,
        })}
      </p>
    </section>
  )
}
