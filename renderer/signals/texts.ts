/** Signals as words and figures. */
import type { CallSignals } from '../../shared/signals/signals.ts'
import type { Text } from '../../shared/text.ts'
import { formatCount, formatFigure } from '../ui/format.ts'
import type { Fault, GradientLevel } from './node-signals.ts'

/** Two digits, which are enough beside a picture: 0.502 → '0.50', 2.41e-7 → '2.4e-7'. */
export const formatShort = (value: number): string =>
  Math.abs(value) >= 0.001 && Math.abs(value) < 99.5
    ? value.toPrecision(2).replace('-', '−')
    : formatFigure(value)

/** A mean that is smaller than this share of the standard deviation is 0 in two digits. */
const NEGLIGIBLE = 0.005

/** '0.48 ± 0.13'. */
export const formatSpread = ({ mean, deviation }: CallSignals['outputs']): string =>
  `${Math.abs(mean) < NEGLIGIBLE * deviation ? '0.00' : formatShort(mean)} ± ${formatShort(deviation)}`

/** A power of ten at an end of an axis: −10 → '1e-10', 0 → '1'. */
export const formatPower = (exponent: number): string => formatFigure(10 ** exponent).replace('.0e', 'e')

/** How many of a call's values are not finite. */
export function notFiniteText({ outputs: { nonFinite }, shape }: CallSignals, rows: number): Text {
  const [part, all] = [nonFinite, shape.reduce((product, n) => product * n, rows)].map(formatCount)
  return { en: `${part} of ${all} values`, ko: `값 ${all}개 중 ${part}개` }
}

export const LEVELS: { readonly [level in GradientLevel]: Text | null } = {
  'very low': { en: 'very low', ko: '매우 작음' },
  low: { en: 'low', ko: '작음' },
  usual: null,
  high: { en: 'high', ko: '큼' },
  'very high': { en: 'very high', ko: '매우 큼' },
}

export const FAULTS: { readonly [fault in Fault]: Text } = {
  first: { en: 'which begins here', ko: '여기서 시작됨' },
  after: { en: 'which comes from an earlier layer', ko: '앞 층에서 옴' },
}

/** The figures of a node for a screen reader, after its name. */
export function spokenSignals(
  call: CallSignals,
  rows: number,
  level: GradientLevel,
  fault: Fault | null,
): Text {
  const { mean, deviation } = call.outputs
  if (fault) {
    const share = notFiniteText(call, rows)
    const from = FAULTS[fault]
    return {
      en: `outputs: ${share.en} are NaN or infinite, ${from.en}`,
      ko: `출력: ${share.ko}가 NaN 또는 무한대, ${from.ko}`,
    }
  }
  const judged = LEVELS[level]
  const gradient = call.gradients && formatShort(call.gradients.mean)
  return {
    en: `outputs ${formatShort(mean)} plus or minus ${formatShort(deviation)}${gradient ? `, mean gradient ${gradient}${judged ? `, ${judged.en}` : ''}` : ''}`,
    ko: `출력 평균 ${formatShort(mean)}, 표준편차 ${formatShort(deviation)}${gradient ? `, 기울기 평균 ${gradient}${judged ? `, ${judged.ko}` : ''}` : ''}`,
  }
}
