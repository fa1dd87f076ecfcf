/** The dock below the canvas: training, code, summary, problems and log, as tall as the person likes. */
import { useEffect, useRef } from 'react'
import type { Text } from '../../../shared/text.ts'
import { useApp } from '../../state/store.ts'
import { useText } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import { Announcer } from './announcer.tsx'
import { CodePanel } from './code-panel.tsx'
import css from './dock.module.css'
import { TABS, type Tab, useDock } from './dock-state.ts'
import { LogPanel } from './log-panel.tsx'
import { problemList } from './problem-list.ts'
import { ProblemsPanel } from './problems-panel.tsx'
import { ResizeHandle } from './resize-handle.tsx'
import { RunPicker } from './run-picker.tsx'
import { SummaryPanel } from './summary-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'

const NAMES: { readonly [T in Tab]: Text } = {
  training: { en: 'Training', ko: '학습' },
  code: { en: 'Code', ko: '코드' },
  summary: { en: 'Summary', ko: '요약' },
  problems: { en: 'Problems', ko: '문제' },
  log: { en: 'Log', ko: '로그' },
}
const PANELS: { readonly [T in Tab]: () => React.ReactNode } = {
  training: TrainingPanel,
  code: CodePanel,
  summary: SummaryPanel,
  problems: ProblemsPanel,
  log: LogPanel,
}

export function Dock() {
  const t = useText()
  const height = useDock((s) => s.height)
  const collapsed = useDock((s) => s.collapsed)
  useShowTraining()
  return (
    <section
      className={css.dock}
      data-collapsed={collapsed || undefined}
      style={collapsed ? undefined : { height }}
      aria-label={t({ en: 'Training, code and problems', ko: '학습, 코드, 문제' })}
    >
      {!collapsed && <ResizeHandle />}
      <Header />
      {!collapsed && <Panel />}
      <Announcer />
    </section>
  )
}

/** Pressing Train shows the training. */
function useShowTraining(): void {
  useEffect(
    () =>
      useApp.subscribe((state, before) => {
        if (state.starting && !before.starting) useDock.getState().show('training')
      }),
    [],
  )
}

function Header() {
  const t = useText()
  const collapsed = useDock((s) => s.collapsed)
  const tab = useDock((s) => s.tab)
  const name = collapsed
    ? t({ en: 'Open the panel', ko: '패널 펼치기' })
    : t({ en: 'Close the panel', ko: '패널 접기' })
  return (
    <div className={css.header}>
      <Tabs />
      {(tab === 'training' || tab === 'log') && <RunPicker />}
      <button
        type="button"
        className={css.iconButton}
        aria-label={name}
        title={name}
        aria-expanded={!collapsed}
        onClick={() => useDock.getState().collapse(!collapsed)}
      >
        <Icon name={collapsed ? 'up' : 'down'} />
      </button>
    </div>
  )
}

function Tabs() {
  const t = useText()
  const tab = useDock((s) => s.tab)
  const show = useDock((s) => s.show)
  const errors = useApp((s) => problemList(s).filter((problem) => problem.severity === 'error').length)
  const total = useApp((s) => problemList(s).length)
  const list = useRef<HTMLDivElement>(null)
  const move = (event: React.KeyboardEvent): void => {
    const at = TABS.indexOf(tab)
    const to = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: TABS.length - 1 }[event.key]
    if (to === undefined) return
    event.preventDefault()
    const next = TABS.at(to % TABS.length)!
    show(next)
    list.current?.querySelector<HTMLElement>(`#dock-tab-${next}`)?.focus()
  }
  return (
    <div
      ref={list}
      className={css.tabs}
      role="tablist"
      aria-label={t({ en: 'Panels', ko: '패널' })}
      onKeyDown={move}
    >
      {TABS.map((each) => (
        <button
          key={each}
          type="button"
          role="tab"
          id={`dock-tab-${each}`}
          className={css.tab}
          aria-selected={each === tab}
          aria-controls={each === tab ? 'dock-panel' : undefined}
          tabIndex={each === tab ? 0 : -1}
          onClick={() => show(each)}
        >
          {t(NAMES[each])}
          {each === 'problems' && total > 0 && (
            <span className={css.badge} data-bad={errors > 0 || undefined}>
              {total}
            </span>
          )}
        </button>
      ))}
    </div>
  )
}

function Panel() {
  const tab = useDock((s) => s.tab)
  const Content = PANELS[tab]
  return (
    <div className={css.panel} role="tabpanel" id="dock-panel" aria-labelledby={`dock-tab-${tab}`}>
      <Content />
    </div>
  )
}
