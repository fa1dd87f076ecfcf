/** Numbers of findings as text, the same in every language. */
import { type Text, untranslated } from '../text.ts'

/** Three digits, or a power of ten far from 1: `0.111`, `463,000`, `2.4e-7`. */
export function formatNumber(x: number): string {
  if (x === 0) return '0'
  if (!Number.isFinite(x)) return String(x)
  const size = Math.abs(x)
  if (size < 1e-3 || size >= 1e7) return x.toExponential(1)
  return Number(x.toPrecision(3)).toLocaleString('en-US', { maximumSignificantDigits: 3 })
}

/** `52 %`; a small share keeps two digits. */
export const formatShare = (share: number): string =>
  `${share >= 0.1 || share === 0 ? Math.round(100 * share) : Number((100 * share).toPrecision(2))} %`

/** `1 : 463,000`. */
export const formatRatio = (ratio: number): string => `1 : ${formatNumber(ratio)}`

/** When signals were measured, as a part of a sentence; empty at the start. */
export const whenText = (epoch: number): Text =>
  epoch === 0 ? untranslated('') : { en: ` after epoch ${epoch}`, ko: ` (에포크 ${epoch} 뒤)` }
