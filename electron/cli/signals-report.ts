/** Signals as lines: a table of layers, a table of weights, and what follows from them. */
import type { Finding } from '../../shared/doctor/finding.ts'
import { formatNumber, formatRatio } from '../../shared/doctor/format.ts'
import { findingLines } from '../../shared/doctor/lines.ts'
import type { ProblemData } from '../../shared/problem.ts'
import type { GradientChange } from '../../shared/signals/ladder.ts'
import type { CallSignals, Signals, WeightSignals } from '../../shared/signals/signals.ts'
import { aligned } from './aligned.ts'
import { problemLine } from './problems.ts'

/** Signals with what follows from them. */
export interface Examined {
  readonly signals: Signals
  /** null: fewer than two hidden layers have a gradient. */
  readonly change: GradientChange | null
  readonly findings: readonly Finding[]
}

/** JSON has no NaN and no infinity: they are null. */
export const signalsJson = (network: string, { signals, change, findings }: Examined): string =>
  JSON.stringify(
    {
      network,
      ...signals,
      problems: signals.problems.map(plainProblem),
      ratio: change && {
        ...{ first: change.first.layer, last: change.last.layer },
        ...{ value: change.ratio, perLayer: change.perLayer },
      },
      findings: findings.map((finding) => ({
        ...plainProblem(finding),
        title: finding.title.en,
        figures: finding.figures.map(({ label, value }) => ({ label: label.en, value })),
        repair: finding.fix?.label.en ?? null,
      })),
    },
    (_, value) => (typeof value === 'number' && !Number.isFinite(value) ? null : value),
  )

const plainProblem = ({ code, severity, node, field, message }: ProblemData) => ({
  ...{ code, severity, node, field },
  message: message.en,
})

export const signalsReport = ({ signals, change, findings }: Examined): readonly string[] => [
  head(signals),
  '',
  ...aligned(layerRows(signals), [2, 3, 4, 5, 6, 7, 8, 9, 10]),
  '',
  ...aligned(weightRows(signals), [2, 3, 4, 5]),
  ...(change ? ['', changeLine(change)] : []),
  ...signals.problems.map(problemLine),
  ...findings.flatMap((finding) => ['', ...findingLines(finding)]),
]

const changeLine = ({ first, last, ratio, perLayer }: GradientChange): string =>
  `|gradient| at ${first.layer} against ${last.layer}: ${formatRatio(ratio)} (÷ ${formatNumber(perLayer)} per layer)`

const head = ({ rows, source, loss }: Signals): string =>
  [
    source === 'data' ? `${rows} training rows` : `${rows} standard-normal rows in place of data`,
    'initial weights',
    loss === null ? 'no loss' : `loss ${figure(loss)}`,
  ].join(' · ')

const layerRows = ({ calls }: Signals): readonly (readonly string[])[] => [
  ['layer', 'type', 'mean', 'sd', 'unit sd', 'zeros', 'saturated', 'dead', '|gradient|', '10 %', '90 %'],
  ...calls.map(layerRow),
]

function layerRow({ layer, type, outputs, gradients }: CallSignals): readonly string[] {
  const { mean, deviation, unitDeviation, zeros, saturated, dead, nonFinite } = outputs
  const found = gradients && [gradients.mean, gradients.low, gradients.high].map(figure)
  return [
    layer,
    type,
    nonFinite > 0 ? `${nonFinite} not finite` : figure(mean),
    figure(deviation),
    figure(unitDeviation),
    percent(zeros),
    saturated === null ? '' : percent(saturated),
    dead.units > 0 ? `${dead.units} of ${dead.of}` : '',
    ...(found ?? ['', '', '']),
  ]
}

const weightRows = ({ weights }: Signals): readonly (readonly string[])[] => [
  ['layer', 'weight', 'norm', 'gradient', 'update', 'update ÷ weight'],
  ...weights.map(weightRow),
]

const weightRow = ({ layer, weight, norm, gradientNorm, updateNorm }: WeightSignals): readonly string[] => [
  layer,
  weight,
  figure(norm),
  gradientNorm === null ? '' : figure(gradientNorm),
  updateNorm === null ? '' : figure(updateNorm),
  // A weight that starts with zeros has no share that a step changes.
  updateNorm === null || norm === 0 ? '' : figure(updateNorm / norm),
]

/** Four digits, since the figures of one network lie decades apart. */
const figure = (value: number): string => {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  return size !== 0 && (size < 1e-3 || size >= 1e5) ? value.toExponential(2) : value.toPrecision(4)
}

const percent = (share: number): string => (Number.isFinite(share) ? `${(100 * share).toFixed(1)} %` : '–')
