/** The sentences and figures of ladders. */
import type { GradientChange } from '../../../shared/signals/ladder.ts'
import type { SignalsFrame } from '../../../shared/signals/signals.ts'
import type { Text } from '../../../shared/text.ts'
import { formatCount, formatFigure } from '../../ui/format.ts'
import type { LadderKind, LadderPoint } from './ladder-lines.ts'
import { isOnLogAxis } from './log-axis.ts'

export const TITLES: { readonly [K in LadderKind]: Text } = {
  gradient: { en: 'Gradient by layer', ko: '층별 기울기' },
  signal: { en: 'Signal by layer', ko: '층별 신호' },
}
export const EXPLANATIONS: { readonly [K in LadderKind]: Text } = {
  gradient: { en: 'mean |gradient| at its outputs, and 10 to 90 %', ko: '출력에서 |기울기| 평균, 10–90 %' },
  signal: { en: 'standard deviation of a unit over rows', ko: '행에 따른 유닛의 표준편차' },
}

/** A point for the pointer, the keys and a screen reader. @param isOnly there is one line */
export function pointText({ line, rung, value, range }: LadderPoint, isOnly: boolean): Text {
  const at = (name: string) => `${isOnly ? '' : `${name}, `}${rung.layer}: ${formatFigure(value)}`
  if (!range) return { en: at(line.name.en), ko: at(line.name.ko) }
  const [low, high] = range.map(formatFigure)
  return {
    en: `${at(line.name.en)} (10 to 90 %: ${low} to ${high})`,
    ko: `${at(line.name.ko)} (10–90 %: ${low}–${high})`,
  }
}

/** Layers that a sentence names. */
const MAX_NAMED = 3

/** What the axis cannot show; null if it shows everything. */
export function missingText(points: readonly LadderPoint[]): Text | null {
  const named = (isMissing: (value: number) => boolean): string => {
    const layers = [...new Set(points.filter(({ value }) => isMissing(value)).map(({ rung }) => rung.layer))]
    const more = layers.length - MAX_NAMED
    return layers.length === 0 ? '' : layers.slice(0, MAX_NAMED).join(', ') + (more > 0 ? ` +${more}` : '')
  }
  const zeros = named((value) => value === 0)
  const others = named((value) => value !== 0 && !isOnLogAxis(value))
  const parts: readonly Text[] = [
    ...(zeros ? [{ en: `exactly 0 at ${zeros}`, ko: `${zeros}에서 정확히 0` }] : []),
    ...(others ? [{ en: `not finite at ${others}`, ko: `${others}에서 유한하지 않음` }] : []),
  ]
  if (parts.length === 0) return null
  return {
    en: `A logarithmic axis has no place for: ${parts.map(({ en }) => en).join('; ')}.`,
    ko: `로그 축에 나타낼 수 없는 값: ${parts.map(({ ko }) => ko).join(', ')}.`,
  }
}

/** '1 : 463,000'. */
export const ratioText = ({ ratio }: GradientChange): string => `1 : ${formatFigure(ratio)}`

/** How the gradient changes from a layer to the one before: '÷ 4.3', '× 2.0'. */
export function perLayerText({ perLayer }: GradientChange): string {
  if (!(perLayer > 0 && Number.isFinite(perLayer))) return '–'
  return perLayer >= 0.995 ? `÷ ${twoDigits(perLayer)}` : `× ${twoDigits(1 / perLayer)}`
}

const twoDigits = (value: number): string => (value < 1.095 ? value.toFixed(2) : formatFigure(rounded(value)))
const rounded = (value: number): number => Number(value.toPrecision(2))

/** Beyond a factor of a thousand no learning rate suits both the first layer and the last. */
const FAR = 1000
export const isFar = ({ ratio }: GradientChange): boolean => !(ratio < FAR && ratio > 1 / FAR)

/** When the signals of a run were kept. */
export const momentText = ({ epoch }: Pick<SignalsFrame, 'epoch'>): Text =>
  epoch === 0
    ? { en: 'Initial weights', ko: '초기 가중치' }
    : { en: `After epoch ${formatCount(epoch)}`, ko: `에포크 ${formatCount(epoch)} 뒤` }
