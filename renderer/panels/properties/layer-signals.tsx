/** The signals of the selected layer: its outputs and the gradients that arrive there as large histograms, and what a step changes. */
import { type ReactNode, useMemo } from 'react'
import type { NodeId } from '../../../shared/document/document.ts'
import { pathOf } from '../../../shared/document/groups.ts'
import type { CallSignals, Signals } from '../../../shared/signals/signals.ts'
import type { Text } from '../../../shared/text.ts'
import {
  callAt,
  type GradientLevel,
  gradientLevel,
  indexSignals,
  type SignalsIndex,
} from '../../signals/node-signals.ts'
import { shownSignals, useSignals } from '../../signals/state.ts'
import { LEVELS } from '../../signals/texts.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { formatCount, formatFigure } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import styles from './layer-signals.module.css'
import panel from './properties.module.css'
import { SignalsHistogram } from './signals-histogram.tsx'

export function LayerSignals({ id }: { readonly id: NodeId }) {
  const variant = useApp((s) => s.variant)
  const groups = useApp((s) => s.inGroups)
  const { model, structure } = useAnalysis()
  const signals = useSignals((s) => shownSignals(s, variant))
  const isStale = useSignals((s) => s.replay === null && (s.byVariant.get(variant)?.isStale ?? false))
  const index = useMemo(() => signals && indexSignals(signals, model), [signals, model])
  const path = pathOf(groups, id)
  const call = index && callAt(index, structure, path)
  if (!index || !call) return null
  return <Figures index={index} call={call} isOwn={call.node === path} isStale={isStale} />
}

interface Props {
  readonly index: SignalsIndex
  readonly call: CallSignals
  /** Whether the selected node is the layer itself, not a group around it. */
  readonly isOwn: boolean
  readonly isStale: boolean
}

function Figures({ index, call, isOwn, isStale }: Props) {
  const t = useText()
  const { signals } = index
  const level = gradientLevel(index, call)
  const { outputs, gradients, layer } = call
  return (
    <section
      className={panel.section}
      data-testid="signals-section"
      aria-label={t({ en: 'Signals', ko: '신호' })}
    >
      <h3>
        {t({ en: 'Signals', ko: '신호' })}
        <span>
          <RowsText signals={signals} />
        </span>
      </h3>
      <div data-stale={isStale || undefined} className={styles.figures}>
        <SignalsHistogram
          title={t({ en: 'Outputs', ko: '출력' })}
          about={layer}
          histogram={outputs.detail}
          color="var(--dense)"
          isLog={false}
        />
        <Lines lines={outputLines(call, signals.rows)} />
        {gradients && (
          <>
            <SignalsHistogram
              title={t({ en: '|gradient|', ko: '|기울기|' })}
              about={layer}
              histogram={gradients.detail}
              color={COLORS[level]}
              isLog={true}
            />
            <Lines lines={gradientLines(index, call, level)} />
          </>
        )}
        {isOwn && <Weights signals={signals} layer={layer} />}
        {isOwn && <Lines lines={normalizationLines(signals, layer)} />}
      </div>
    </section>
  )
}

const COLORS: { readonly [level in GradientLevel]: string } = {
  'very low': 'var(--bad)',
  low: 'var(--val)',
  usual: 'var(--dense)',
  high: 'var(--val)',
  'very high': 'var(--bad)',
}

/** The rows and the weights that the figures are of. */
function RowsText({ signals: { rows, source } }: { readonly signals: Signals }) {
  const t = useText()
  const epoch = useSignals((s) => s.replay?.frames[s.replay.index]?.epoch ?? 0)
  const count = formatCount(rows)
  const what: Text =
    source === 'random'
      ? { en: `${count} standard-normal rows`, ko: `표준정규분포 ${count}행` }
      : { en: `${count} rows`, ko: `${count}행` }
  const weights: Text =
    epoch > 0 ? { en: `epoch ${epoch}`, ko: `에포크 ${epoch}` } : { en: 'initial weights', ko: '초기 가중치' }
  return `${t(what)}, ${t(weights)}`
}

/** @param sign what is unusual about the value */
type Line = readonly [name: Text, value: string, level?: GradientLevel]

/** 0.455 → '45.5 %', 0.0001 → '0.01 %'. */
const formatShare = (share: number): string => `${formatFigure(100 * share)} %`

function outputLines({ outputs, shape }: CallSignals, rows: number): readonly Line[] {
  const { zeros, saturated, dead, nonFinite } = outputs
  const all = shape.reduce((product, n) => product * n, rows)
  return [
    [
      { en: 'Mean ± sd', ko: '평균 ± 표준편차' },
      `${formatFigure(outputs.mean)} ± ${formatFigure(outputs.deviation)}`,
    ],
    [{ en: 'Zeros', ko: '0의 비율' }, formatShare(zeros)],
    ...(saturated === null ? [] : [[{ en: 'Saturated', ko: '포화' }, formatShare(saturated)] as const]),
    [{ en: 'Dead units', ko: '죽은 유닛' }, `${formatCount(dead.units)} / ${formatCount(dead.of)}`],
    ...(nonFinite === 0
      ? []
      : [
          [
            { en: 'NaN or infinite', ko: 'NaN 또는 무한대' },
            `${formatCount(nonFinite)} / ${formatCount(all)}`,
            'very high',
          ] as const,
        ]),
  ]
}

function gradientLines(
  { reference }: SignalsIndex,
  { gradients, layer }: CallSignals,
  level: GradientLevel,
): readonly Line[] {
  const { mean, low, high, zeros, nonFinite } = gradients!
  return [
    [{ en: 'Mean', ko: '평균' }, formatFigure(mean), level],
    [{ en: '10 to 90 %', ko: '10~90 %' }, `${formatFigure(low)} – ${formatFigure(high)}`],
    ...(reference === null || reference.layer === layer
      ? []
      : [
          [
            { en: `Against ${reference.layer}`, ko: `${reference.layer}와(과) 비교` },
            againstText(reference.mean / mean),
            level,
          ] as const,
        ]),
    [{ en: 'Zeros', ko: '0의 비율' }, formatShare(zeros)],
    ...(nonFinite === 0
      ? []
      : [[{ en: 'NaN or infinite', ko: 'NaN 또는 무한대' }, formatCount(nonFinite), 'very high'] as const]),
  ]
}

/** '1 : 463,000' if it is smaller by so much, '463,000 : 1' if it is larger. */
const againstText = (ratio: number): string =>
  ratio >= 1 || !(ratio > 0) ? `1 : ${formatFigure(ratio)}` : `${formatFigure(1 / ratio)} : 1`

function normalizationLines({ normalizations }: Signals, layer: string): readonly Line[] {
  return normalizations
    .filter((each) => each.layer === layer)
    .flatMap(({ meanShift, varianceRatio }): Line[] => [
      [{ en: 'Moving mean − batch mean', ko: '이동 평균 − 배치 평균' }, `${formatFigure(meanShift)} sd`],
      [{ en: 'Moving ÷ batch variance', ko: '이동 분산 ÷ 배치 분산' }, formatFigure(varianceRatio)],
    ])
}

function Lines({ lines }: { readonly lines: readonly Line[] }) {
  const t = useText()
  if (lines.length === 0) return null
  return (
    <dl className={panel.facts}>
      {lines.map(([name, value, level = 'usual']) => (
        <LineText key={name.en} name={t(name)} level={level}>
          {value}
        </LineText>
      ))}
    </dl>
  )
}

interface LineProps {
  readonly name: string
  readonly level: GradientLevel
  readonly children: ReactNode
}

function LineText({ name, level, children }: LineProps) {
  const t = useText()
  const judged = LEVELS[level]
  return (
    <>
      <dt>{name}</dt>
      <dd data-level={level} className={styles.value}>
        {children}
        {judged && <span className="hidden-text"> ({t(judged)})</span>}
      </dd>
    </>
  )
}

/** Each weight: its size, its gradient, and what a step changes of it. */
function Weights({ signals, layer }: { readonly signals: Signals; readonly layer: string }) {
  const t = useText()
  const optimizer = useOptimizer()
  const weights = signals.weights.filter((each) => each.layer === layer)
  if (weights.length === 0) return null
  const figure = (value: number | null): string => (value === null ? '–' : formatFigure(value))
  return (
    <table className={styles.weights}>
      <caption>
        {t({ en: `Norms, and one step of ${optimizer}`, ko: `노름, ${optimizer}의 한 스텝` })}
      </caption>
      <thead>
        <tr>
          <th scope="col">{t({ en: 'weight', ko: '가중치' })}</th>
          <th scope="col">{t({ en: 'norm', ko: '노름' })}</th>
          <th scope="col">{t({ en: 'gradient', ko: '기울기' })}</th>
          <th scope="col">{t({ en: 'update ÷ weight', ko: '변화 ÷ 가중치' })}</th>
        </tr>
      </thead>
      <tbody>
        {weights.map(({ weight, norm, gradientNorm, updateNorm, nonFinite }) => (
          <tr key={weight}>
            <th scope="row" title={weight}>
              {weight}
            </th>
            <td>{formatFigure(nonFinite > 0 ? Number.NaN : norm)}</td>
            <td>{figure(gradientNorm)}</td>
            {/* Of a weight of zeros, as most biases at first, no share can be said. */}
            <td>{figure(updateNorm === null || norm === 0 ? null : updateNorm / norm)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** 'nadam, rate 0.001'. */
function useOptimizer(): string {
  const t = useText()
  const { optimizer } = useDocument().training
  const { type, learning_rate: rate } = optimizer as {
    readonly type: string
    readonly learning_rate?: unknown
  }
  return typeof rate === 'number'
    ? t({ en: `${type}, rate ${formatFigure(rate)}`, ko: `${type}, 학습률 ${formatFigure(rate)}` })
    : type
}
