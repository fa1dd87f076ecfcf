/** A figure over the depth of the network, on a logarithmic axis. */
import { useMemo } from 'react'
import { PICTURE_HEIGHT } from '../../charts/chart-content.ts'
import { PlotMenu } from '../../charts/plot-menu.tsx'
import { Plot, type PlotPoints } from '../../ui/plot.tsx'
import { useText } from '../../ui/text.ts'
import { depthNames, type LadderKind, type LadderLine, type LadderPoint, pointsOf } from './ladder-lines.ts'
import { axisOf, ladderOptions } from './ladder-options.ts'
import { EXPLANATIONS, missingText, pointText, TITLES } from './ladder-text.ts'
import styles from './ladders.module.css'
import { isOnLogAxis, powerOfTen } from './log-axis.ts'

interface Props {
  readonly kind: LadderKind
  readonly lines: readonly LadderLine[]
  /** Depth of the selected layer. */
  readonly selected: number | null
  /** Of the figure with its axes, in pixels. */
  readonly height: number
  /** What the figure is about; begins the names of files. */
  readonly about: string
  readonly onSelect: (point: LadderPoint) => void
}

export function LadderPlot({ kind, lines, selected, height, about, onSelect }: Props) {
  const t = useText()
  const points = useMemo(() => pointsOf(lines, kind), [lines, kind])
  const names = useMemo(() => depthNames(lines), [lines])
  const options = useMemo(
    () => ladderOptions({ lines, points, names, selected, height }),
    [lines, points, names, selected, height],
  )
  const plotPoints = useMemo((): PlotPoints<LadderPoint> => {
    const lowest = powerOfTen(axisOf({ points, height }).from)
    return {
      values: points,
      x: ({ x }) => x,
      y: ({ value }) => (isOnLogAxis(value) ? value : lowest),
      lineOf: ({ line }) => line.id,
      textOf: (point) => t(pointText(point, lines.length === 1)),
      onOpen: onSelect,
    }
  }, [points, height, lines.length, t, onSelect])
  const missing = missingText(points)
  const title = t(TITLES[kind])
  return (
    <section className={styles.ladder}>
      <h3>
        {title}
        <small>{t(EXPLANATIONS[kind])}</small>
        <PlotMenu
          title={`${title}: ${t(EXPLANATIONS[kind])}`}
          about={about}
          options={ladderOptions({ lines, points, names, selected: null, height: PICTURE_HEIGHT, t })}
          table={() => tableOf(points, kind, t)}
        />
      </h3>
      <Plot
        label={t({
          en: `${title}. Left and Right go from layer to layer, Up and Down from variant to variant, Enter selects the layer.`,
          ko: `${title}. 왼쪽과 오른쪽 화살표로 층을, 위와 아래 화살표로 변형을 옮기고, Enter로 층을 선택합니다.`,
        })}
        height={height}
        options={options}
        points={plotPoints}
        caption={missing ? t(missing) : ''}
      />
    </section>
  )
}

const tableOf = (points: readonly LadderPoint[], kind: LadderKind, t: ReturnType<typeof useText>) => ({
  columns: [
    ...[t({ en: 'network', ko: '신경망' }), t({ en: 'layer', ko: '층' }), t({ en: 'depth', ko: '깊이' })],
    ...(kind === 'gradient'
      ? [t({ en: 'mean |gradient|', ko: '|기울기| 평균' }), '10 %', '90 %']
      : [t({ en: 'standard deviation', ko: '표준편차' })]),
  ],
  rows: points.map(({ line, rung, value, range }) => [
    ...[t(line.name), rung.layer, rung.depth + 1, value],
    ...(range ?? []),
  ]),
})
