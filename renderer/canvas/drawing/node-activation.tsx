/** What a node has put out for the row that is looked at: a picture of its values beside the card, from the smallest to the greatest. */
import { useEffect, useRef } from 'react'
import type { Direction } from '../../../shared/document/direction.ts'
import type { NodeId } from '../../../shared/document/document.ts'
import { pathOf } from '../../../shared/document/groups.ts'
import type { HeatPicture, NodeOutput } from '../../../shared/evaluation/node-output.ts'
import { useActivations } from '../../state/activations.ts'
import { useApp } from '../../state/store.ts'
import { formatCount, formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { useVariants } from '../../variants/variants.ts'
import { heatPixels, layoutOf } from './heat-pixels.ts'
import styles from './node-activation.module.css'

interface Props {
  readonly node: NodeId
  readonly direction: Direction
}

export function NodeActivation({ node, direction }: Props) {
  const groups = useApp((s) => s.inGroups)
  const output = useActivations((s) => s.shown?.outputs.get(pathOf(groups, node)))
  // A compared variant has nodes of the same ids.
  const comparing = useVariants((s) => s.compared !== null)
  return output && !comparing ? <Activation output={output} direction={direction} /> : null
}

function Activation({ output, direction }: { readonly output: NodeOutput; readonly direction: Direction }) {
  const t = useText()
  const { figures, shape, picture } = output
  const { mean, deviation, min, max, zeros, nonFinite } = figures
  const size = shape.length > 0 ? shape.map(formatCount).join(' × ') : '1'
  const percent = `${(100 * zeros).toFixed(zeros > 0 && zeros < 0.1 ? 1 : 0)} %`
  const words = t({
    en: `Output ${size}: mean ${formatMetric(mean)}, standard deviation ${formatMetric(deviation)}, from ${formatMetric(min)} to ${formatMetric(max)}, ${percent} zeros${nonFinite > 0 ? `, ${formatCount(nonFinite)} values not finite` : ''}${picture.isReduced ? '. The picture shows means, or some of the channels' : ''}.`,
    ko: `출력 ${size}: 평균 ${formatMetric(mean)}, 표준편차 ${formatMetric(deviation)}, ${formatMetric(min)}부터 ${formatMetric(max)}까지, 0이 ${percent}${nonFinite > 0 ? `, 유한하지 않은 값 ${formatCount(nonFinite)}개` : ''}${picture.isReduced ? '. 그림은 평균이거나 일부 채널입니다' : ''}.`,
  })
  return (
    <figure className={styles.activation} data-direction={direction} title={words}>
      <Heat picture={picture} min={min} max={max} label={words} />
      <figcaption aria-hidden="true">
        <span>{formatMetric(min)}</span>
        <span>{formatMetric(max)}</span>
      </figcaption>
    </figure>
  )
}

interface HeatProps {
  readonly picture: HeatPicture
  readonly min: number
  readonly max: number
  readonly label: string
}

function Heat({ picture, min, max, label }: HeatProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useApp((s) => s.theme)
  const { width, height } = layoutOf(picture)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme decides the colour of the ink
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    // The styles of the theme follow its change.
    const frame = requestAnimationFrame(() => {
      const ink = (getComputedStyle(element).color.match(/[\d.]+/g) ?? []).map(Number)
      context.putImageData(new ImageData(heatPixels(picture, min, max, ink), width, height), 0, 0)
    })
    return () => cancelAnimationFrame(frame)
  }, [picture, min, max, width, height, theme])
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      width={width}
      height={height}
      data-vector={(picture.tiles === 1 && picture.rows === 1) || undefined}
    />
  )
}
