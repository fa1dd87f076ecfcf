/** What the ladders say in figures: how the gradient changes from the last layer to the first, and the loss. */
import type { Text } from '../../../shared/text.ts'
import { formatMetric } from '../../ui/format.ts'
import { useText } from '../../ui/text.ts'
import { Scroller } from '../scroller.tsx'
import type { LadderLine } from './ladder-lines.ts'
import { isFar, perLayerText, ratioText } from './ladder-text.ts'
import styles from './ladders.module.css'
import { ShapeSample } from './shape-sample.tsx'

interface Props {
  readonly lines: readonly LadderLine[]
  /** Of a moment of a run, in place of initial weights. */
  readonly isReplay: boolean
}

/** More lines than this have a row each, so that they are seen at once. */
const MAX_BLOCKS = 2

export function LadderFigures(props: Props) {
  const t = useText()
  const isTable = props.lines.length > MAX_BLOCKS
  return (
    <Scroller
      className={styles.figures}
      role="region"
      label={t({ en: 'Gradients in figures', ko: '기울기 수치' })}
    >
      {isTable ? (
        <FiguresTable {...props} />
      ) : (
        props.lines.map((line) => <LineFigures key={line.id} line={line} isReplay={props.isReplay} />)
      )}
    </Scroller>
  )
}

const RATIO: Text = { en: 'Last to first layer', ko: '마지막 층 대 첫 층' }
const PER_LAYER: Text = { en: 'per layer', ko: '층마다' }
const LOSS: Text = { en: 'Loss', ko: '손실' }
const LOSS_BEFORE: Text = { en: 'Loss before training', ko: '학습 전 손실' }

interface Figures {
  readonly ratio: string
  readonly perLayer: string
  readonly loss: string
  readonly isBad: boolean
  /** The layers that the ratio compares. */
  readonly layers: string | undefined
}

function figuresOf({ ladder: { change, loss } }: LadderLine): Figures {
  return {
    ratio: change ? ratioText(change) : '–',
    perLayer: change ? perLayerText(change) : '–',
    loss: formatMetric(loss),
    isBad: change !== null && isFar(change),
    layers: change ? `${change.last.layer} : ${change.first.layer}` : undefined,
  }
}

function LineFigures({ line, isReplay }: { readonly line: LadderLine; readonly isReplay: boolean }) {
  const t = useText()
  const { ratio, perLayer, loss, isBad, layers } = figuresOf(line)
  return (
    <section className={styles.variant} data-stale={line.isStale || undefined}>
      <h4>
        <ShapeSample mark={line.mark} />
        <span title={t(line.name)}>{t(line.name)}</span>
      </h4>
      <dl>
        <dt title={layers}>{t(RATIO)}</dt>
        <dd data-bad={isBad || undefined} data-tour="ratio">
          {ratio}
        </dd>
        <dt>{t(PER_LAYER)}</dt>
        <dd>{perLayer}</dd>
        <dt>{t(isReplay ? LOSS : LOSS_BEFORE)}</dt>
        <dd>{loss}</dd>
      </dl>
    </section>
  )
}

function FiguresTable({ lines, isReplay }: Props) {
  const t = useText()
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t(RATIO)}</th>
          <th scope="col">{t(PER_LAYER)}</th>
          <th scope="col" title={isReplay ? undefined : t(LOSS_BEFORE)}>
            {t(LOSS)}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { ratio, perLayer, loss, isBad, layers } = figuresOf(line)
          return (
            <tr key={line.id} data-stale={line.isStale || undefined} data-shown={line.isShown || undefined}>
              <th scope="row" title={t(line.name)}>
                <ShapeSample mark={line.mark} />
                <span>{t(line.name)}</span>
              </th>
              <td data-bad={isBad || undefined} data-tour="ratio" title={layers}>
                {ratio}
              </td>
              <td>{perLayer}</td>
              <td>{loss}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
