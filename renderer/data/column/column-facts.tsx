/** Figures of the selected column. */
import { MAX_DISTINCT } from '../../../shared/data/table-profile.ts'
import type { Text } from '../../../shared/text.ts'
import { showCell } from '../../state/data-view.ts'
import { inspectExactly, useTable } from '../../state/table.ts'
import { formatCount } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import type { ColumnView } from '../columns/column-view.ts'
import { formatOf, formatShare, formatValue } from '../format.ts'
import styles from '../panel.module.css'
import type { KnownTable } from '../use-table-view.ts'

interface Props {
  readonly view: ColumnView
  readonly table: KnownTable
}

/** @param row of the first cell that it is about */
type Fact = readonly [name: Text, value: Text | string, row?: number | undefined]

export function ColumnFacts(props: Props) {
  const t = useText()
  const facts = [...generalFacts(props), ...numberFacts(props), ...associationFacts(props)]
  return (
    <section className={styles.section}>
      <dl className={styles.lines}>
        {facts.map(([name, value, row]) => (
          <div key={name.en}>
            <dt>{t(name)}</dt>
            <dd>
              {typeof value === 'string' ? value : t(value)}
              {row !== undefined && (
                <button type="button" onClick={() => showCell(row, props.view.profile.name)}>
                  {t({ en: 'Go to the first', ko: '첫 번째로 가기' })}
                </button>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Sampled {...props} />
    </section>
  )
}

/** Which figures come from a sample, and the way to those of all rows. */
function Sampled({ view, table }: Props) {
  const t = useText()
  const reading = useTable((s) => s.reading)
  const { sampled } = table.profile
  if (sampled === null || (!view.profile.numbers && !view.profile.association)) return null
  const rows = formatCount(sampled)
  return (
    <div className={styles.sampled}>
      <p>
        {t({
          en: `Quantiles and associations are those of a sample of ${rows} rows.`,
          ko: `분위수와 연관은 ${rows}행의 표본에서 구했습니다.`,
        })}
      </p>
      <button type="button" className={styles.button} disabled={reading} onClick={inspectExactly}>
        {t({ en: 'From all rows', ko: '모든 행에서' })}
      </button>
    </div>
  )
}

function generalFacts({ view, table }: Props): readonly Fact[] {
  const { profile } = view
  const { rows } = table.profile
  const of = (count: number): Text => ({
    en: `${formatCount(count)} of ${formatCount(rows)}`,
    ko: `${formatCount(rows)}개 중 ${formatCount(count)}`,
  })
  const [first] = profile.categories
  const markers = profile.markers.map(({ text }) => text).filter((text) => text !== '')
  return [
    [
      { en: 'Distinct values', ko: '서로 다른 값' },
      `${formatCount(profile.distinct)}${profile.distinct >= MAX_DISTINCT ? '+' : ''}`,
    ],
    [{ en: 'Missing', ko: '빈 값' }, of(profile.missing)],
    ...(markers.length > 0 ? ([[{ en: 'Written as', ko: '적힌 모양' }, markers.join(', ')]] as const) : []),
    ...(profile.badCells.count > 0
      ? ([
          [
            { en: 'Not of the type', ko: '종류에 맞지 않음' },
            of(profile.badCells.count),
            profile.badCells.first[0]?.row,
          ],
        ] as const)
      : []),
    ...(first && first.count > 1
      ? ([
          [
            { en: 'Most frequent', ko: '가장 흔한 값' },
            `${first.text}, ${formatCount(first.count)} (${formatShare(first.count / Math.max(1, rows))})`,
          ],
        ] as const)
      : []),
    ...(profile.unit === null ? [] : ([[{ en: 'Unit taken away', ko: '뺀 단위' }, profile.unit]] as const)),
  ]
}

function numberFacts({ view }: Props): readonly Fact[] {
  const { numbers, type } = view.profile
  if (!numbers || type === 'boolean') return []
  const format = formatOf(type, numbers.max - numbers.min)
  const [q5, q25, q50, q75, q95] = numbers.quantiles
  return [
    [{ en: 'Range', ko: '범위' }, `${format(numbers.min)} – ${format(numbers.max)}`],
    ...(type === 'number'
      ? ([
          [{ en: 'Mean', ko: '평균' }, formatValue(numbers.mean)],
          [{ en: 'Standard deviation', ko: '표준편차' }, formatValue(numbers.deviation)],
        ] as const)
      : []),
    [{ en: 'Median', ko: '중앙값' }, format(q50)],
    [{ en: '25 to 75 %', ko: '25~75 %' }, `${format(q25)} – ${format(q75)}`],
    [{ en: '5 to 95 %', ko: '5~95 %' }, `${format(q5)} – ${format(q95)}`],
    ...(numbers.outliers > 0
      ? ([[{ en: 'Outliers', ko: '이상치' }, formatCount(numbers.outliers), numbers.firstOutlier]] as const)
      : []),
  ]
}

function associationFacts({ view, table }: Props): readonly Fact[] {
  const { association } = view.profile
  const target = table.view.target?.profile.name
  if (!association || target === undefined) return []
  const { information, entropy, correlation } = association
  return [
    ...(correlation === null
      ? []
      : ([
          [{ en: `Correlation with ${target}`, ko: `${target}와(과)의 상관` }, correlation.toFixed(2)],
        ] as const)),
    [
      { en: `Information on ${target}`, ko: `${target}에 대한 정보` },
      {
        en: `${Math.max(0, information).toFixed(2)} of ${entropy.toFixed(2)} bits`,
        ko: `${entropy.toFixed(2)}비트 중 ${Math.max(0, information).toFixed(2)}`,
      },
    ],
  ]
}
