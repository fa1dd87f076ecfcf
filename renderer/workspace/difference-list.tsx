/** The differences between two variants as text, with a legend of the signs on the canvas. */
import type { NodeId } from '../../shared/document/document.ts'
import type { Analysis } from '../../shared/model/analyze.ts'
import { useDocument } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { describeDifference, describeWire, SIGNS } from '../variants/difference-text.ts'
import type { Comparison } from '../variants/differences.ts'
import { nameOf } from '../variants/variants.ts'
import styles from './workspace.module.css'

interface Props {
  readonly comparison: Comparison
  /** Analyses of the shown and of the compared variant. */
  readonly shown: Analysis
  readonly compared: Analysis
}

export function DifferenceList({ comparison, shown, compared }: Props) {
  const t = useText()
  const document = useDocument()
  const { nodes, edges } = comparison.differences
  const [shownTitle, comparedTitle] = [nameOf(document, document.main), nameOf(document, comparison.other)]
  const namesIn = (analysis: Analysis) => (id: NodeId) => analysis.nodes.get(id)?.name ?? id
  const [shownName, comparedName] = [namesIn(shown), namesIn(compared)]
  const title = t({ en: 'Differences', ko: '차이' })
  const legend = [
    ['added', t({ en: `only in ${shownTitle}`, ko: `${shownTitle}에만 있음` })],
    ['removed', t({ en: `only in ${comparedTitle}`, ko: `${comparedTitle}에만 있음` })],
    [
      'changed',
      t({ en: `changed: ${comparedTitle} → ${shownTitle}`, ko: `바뀜: ${comparedTitle} → ${shownTitle}` }),
    ],
  ] as const
  return (
    // The content may overflow, and the keyboard must be able to scroll it.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <section className={styles.differences} aria-label={title} tabIndex={0}>
      <h2>{title}</h2>
      {nodes.length === 0 && edges.length === 0 ? (
        <p>{t({ en: 'No differences.', ko: '차이가 없습니다.' })}</p>
      ) : (
        <>
          <ul aria-label={title}>
            {nodes.map((difference) => {
              const { kind, before, after } = difference
              const name = after === null ? comparedName(before!) : shownName(after)
              return (
                <li key={`${before} ${after}`} data-difference={kind}>
                  <b aria-hidden="true">{SIGNS[kind]}</b>
                  {t(describeDifference(name, difference, shownTitle, comparedTitle))}
                </li>
              )
            })}
            {edges.map((wire) => (
              <li key={JSON.stringify(wire)} data-difference={wire.kind}>
                <b aria-hidden="true">{SIGNS[wire.kind]}</b>
                {t(
                  describeWire(
                    wire,
                    wire.kind === 'added' ? shownName : comparedName,
                    shownTitle,
                    comparedTitle,
                  ),
                )}
              </li>
            ))}
          </ul>
          <p className={styles.legend} role="note" aria-label={t({ en: 'Legend', ko: '범례' })}>
            {legend.map(([kind, words]) => (
              <span key={kind} data-difference={kind}>
                <b>{SIGNS[kind]}</b>
                {words}
              </span>
            ))}
            <span>{t({ en: 'no mark: same', ko: '표시 없음: 같음' })}</span>
          </p>
        </>
      )}
    </section>
  )
}
