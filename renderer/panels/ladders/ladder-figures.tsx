/** What the ladders say in figures: how the gradient changes from the last layer to the first, and the loss. */
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import type { LadderLine } from './ladder-lines.ts'
import { isFar, perLayerText, ratioText } from './ladder-text.ts'
import styles from './ladders.module.css'
import { ShapeSample } from './shape-sample.tsx'

export const LadderFigures = ({
  lines,
  isReplay,
}: {
  readonly lines: readonly LadderLine[]
  readonly isReplay: boolean
}) => (
  <>
    {lines.map((line) => (
      <LineFigures key={line.id} line={line} isReplay={isReplay} />
    ))}
  </>
)

function LineFigures({ line, isReplay }: { readonly line: LadderLine; readonly isReplay: boolean }) {
  const t = useText()
  const { change, loss } = line.ladder
  const path = change && `${change.last.layer} : ${change.first.layer}`
  return (
    <section className={styles.variant} data-stale={line.isStale || undefined}>
      <h4>
        <ShapeSample mark={line.mark} />
        <span title={t(line.name)}>{t(line.name)}</span>
      </h4>
      <dl>
        <dt title={path ?? undefined}>{t({ en: 'Last to first layer', ko: '마지막 층 대 첫 층' })}</dt>
        <dd data-bad={(change && isFar(change)) || undefined}>{change ? ratioText(change) : '–'}</dd>
        <dt>{t({ en: 'per layer', ko: '층마다' })}</dt>
        <dd>{change ? perLayerText(change) : '–'}</dd>
        <dt>
          {isReplay ? t({ en: 'Loss', ko: '손실' }) : t({ en: 'Loss before training', ko: '학습 전 손실' })}
        </dt>
        <dd>{formatMetric(loss)}</dd>
      </dl>
    </section>
  )
}
