/** The left panel: the layer palette, the outline of the network, the history. */
import { useRef } from 'react'
import type { Text } from '../../shared/text.ts'
import { Palette } from '../palette/palette.tsx'
import { SIDE_TABS, type SideTab, useSide } from '../state/side-panel.ts'
import { useText } from '../ui/text.ts'
import { HistoryList } from './history-list.tsx'
import { Outline } from './outline.tsx'
import styles from './side.module.css'

const NAMES: { readonly [T in SideTab]: Text } = {
  layers: { en: 'Layers', ko: '층' },
  outline: { en: 'Outline', ko: '개요' },
  history: { en: 'History', ko: '내역' },
}
const PANELS: { readonly [T in SideTab]: () => React.ReactNode } = {
  layers: Palette,
  outline: Outline,
  history: HistoryList,
}

export function Side() {
  const t = useText()
  const tab = useSide((s) => s.tab)
  const show = useSide((s) => s.show)
  const list = useRef<HTMLDivElement>(null)
  const onKeyDown = (event: React.KeyboardEvent) => {
    const index = SIDE_TABS.indexOf(tab)
    const nextIndex = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: SIDE_TABS.length - 1 }[
      event.key
    ]
    if (nextIndex === undefined) return
    event.preventDefault()
    const next = SIDE_TABS.at(nextIndex % SIDE_TABS.length)!
    show(next)
    list.current?.querySelector<HTMLElement>(`#side-tab-${next}`)?.focus()
  }
  const Content = PANELS[tab]
  return (
    <div className={styles.side}>
      <div
        ref={list}
        className={styles.tabs}
        role="tablist"
        aria-label={t({ en: 'Layers, outline, history', ko: '층, 개요, 내역' })}
        onKeyDown={onKeyDown}
      >
        {SIDE_TABS.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`side-tab-${each}`}
            className={styles.tab}
            aria-selected={each === tab}
            aria-controls={each === tab ? 'side-panel' : undefined}
            tabIndex={each === tab ? 0 : -1}
            onClick={() => show(each)}
          >
            {t(NAMES[each])}
          </button>
        ))}
      </div>
      {/* No tabpanel role: each content has its own landmark or list. */}
      <div id="side-panel" className={styles.panel}>
        <Content />
      </div>
    </div>
  )
}
