/** The Signals tab: gradient and signal over the depth of each variant, and what they say in figures. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { pathOf } from '../../../shared/document/groups.ts'
import { showNodeUnfocused } from '../../problems/show-location.ts'
import { watchVariants } from '../../signals/follow.ts'
import { toggleSignals, useSignals } from '../../signals/state.ts'
import { useApp } from '../../state/store.ts'
import { useMedia } from '../../ui/media.ts'
import { useText } from '../../ui/text.ts'
import { show } from '../../variants/variants.ts'
import buttons from '../buttons.module.css'
import { LadderFigures } from './ladder-figures.tsx'
import type { LadderLine, LadderPoint } from './ladder-lines.ts'
import { LadderPlot } from './ladder-plot.tsx'
import { LadderTable } from './ladder-table.tsx'
import styles from './ladders.module.css'
import { useLadderLines } from './use-ladder-lines.ts'

export function SignalsPanel() {
  const isOn = useSignals((s) => s.isOn)
  return isOn ? <Ladders /> : <TurnOn />
}

function TurnOn() {
  const t = useText()
  return (
    <div className={styles.empty}>
      <p className={styles.emptyTitle}>{t({ en: 'Signals are off', ko: '신호가 꺼져 있습니다' })}</p>
      <p>
        {t({
          en: 'They show what each layer puts out and which gradients arrive there, before and while the network learns.',
          ko: '학습 전과 학습 중에 층마다 무엇을 출력하고 어떤 기울기가 도착하는지 보여 줍니다.',
        })}
      </p>
      <button type="button" className={buttons.button} onClick={toggleSignals}>
        {t({ en: 'Show signals', ko: '신호 보기' })}
      </button>
    </div>
  )
}

function Ladders() {
  const lines = useLadderLines()
  const isReplay = useSignals((s) => s.replay !== null)
  const selected = useSelectedDepth(lines)
  const about = useApp((s) => s.file.name)
  const [box, height] = useHeight()
  const onSelect = useCallback(selectPoint, [])
  useEffect(watchVariants, [])
  // In a narrow window the dock is as high as its content.
  const isStacked = useMedia('(max-width: 760px)')
  const plotHeight = isStacked ? STACKED_PLOT : Math.max(MIN_PLOT, height - AROUND_PLOT)
  const common = { lines, selected, about, onSelect, height: plotHeight }
  const hasRungs = lines.some(({ ladder }) => ladder.rungs.length > 0)
  return (
    <div ref={box} className={styles.ladders}>
      {hasRungs ? (
        <>
          <LadderPlot kind="gradient" {...common} />
          <LadderPlot kind="signal" {...common} />
          <LadderFigures lines={lines} isReplay={isReplay} />
          <LadderTable lines={lines} />
        </>
      ) : (
        <Nothing lines={lines} />
      )}
    </div>
  )
}

/** Pixels of the least figure, and of heading and caption around a figure. */
const MIN_PLOT = 84
const AROUND_PLOT = 58
const STACKED_PLOT = 180

/** While the first figures are computed, or where there are none. */
function Nothing({ lines }: { readonly lines: readonly LadderLine[] }) {
  const t = useText()
  const variant = useApp((s) => s.variant)
  const problems = useSignals((s) => s.byVariant.get(variant)?.problems)
  const texts =
    problems && problems.length > 0
      ? problems.map(({ message }) => message)
      : lines.length === 0
        ? [{ en: 'Computing signals…', ko: '신호를 계산하고 있습니다…' }]
        : [
            {
              en: 'No layer of this network has weights that are trained.',
              ko: '이 신경망에는 학습되는 가중치를 가진 층이 없습니다.',
            },
          ]
  return (
    <div className={styles.empty}>
      {texts.map((text) => (
        <p key={text.en}>{t(text)}</p>
      ))}
    </div>
  )
}

function useSelectedDepth(lines: readonly LadderLine[]): number | null {
  const path = useApp((s) =>
    s.selection.nodes.length === 1 ? pathOf(s.inGroups, s.selection.nodes[0]!) : null,
  )
  return useMemo(() => {
    const rungs = lines.find(({ isShown }) => isShown)?.ladder.rungs
    return rungs?.find(({ node }) => node === path)?.depth ?? null
  }, [lines, path])
}

/** Selects the layer, in its variant. Of a run whose network is not the drawn one there is nothing to select. */
function selectPoint({ line, rung }: LadderPoint): void {
  if (!line.isShown) {
    if (useSignals.getState().replay) return
    show(line.id)
  }
  showNodeUnfocused(rung.node)
}

function useHeight() {
  const box = useRef<HTMLDivElement>(null)
  const [height, setHeight] = useState(0)
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => setHeight(Math.floor(entry!.contentRect.height)))
    observer.observe(box.current!)
    return () => observer.disconnect()
  }, [])
  return [box, height] as const
}
