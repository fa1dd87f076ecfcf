/** The dock below the canvas: training, signals, code, summary, problems and log, with an adjustable height. */
import { lazy, Suspense, useEffect } from 'react'
import type { Text } from '../../../shared/text.ts'
import { commandOf } from '../../commands/commands.ts'
import { formatShortcut } from '../../commands/shortcut.ts'
import { useFindings } from '../../doctor/findings.ts'
import { Boundary } from '../../messages/boundary.tsx'
import { problemList } from '../../problems/current-problems.ts'
import { useSignals } from '../../signals/state.ts'
import { useCode } from '../../state/code-panel.ts'
import { TABS, type Tab, useDock } from '../../state/dock.ts'
import { useMessages } from '../../state/notify.ts'
import { useApp } from '../../state/store.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import { CodeTools } from '../code/code-tools.tsx'
import { CodeView } from '../code/code-view.tsx'
import { SignalsTools } from '../ladders/signals-tools.tsx'
import { Announcer } from './announcer.tsx'
import styles from './dock.module.css'
import { FoldButton } from './fold-button.tsx'
import { LogPanel } from './log-panel.tsx'
import { ProblemsPanel } from './problems-panel.tsx'
import { ResizeHandle } from './resize-handle.tsx'
import { RunPicker } from './run-picker.tsx'
import { SummaryPanel, SummaryTools } from './summary-panel.tsx'
import { TabList } from './tab-list.tsx'
import { TrainingPanel } from './training-panel.tsx'

/** Loaded at its first use. */
const SignalsPanel = lazy(async () => ({
  default: (await import('../ladders/signals-panel.tsx')).SignalsPanel,
}))

const NAMES: { readonly [T in Tab]: Text } = {
  training: { en: 'Training', ko: '학습' },
  signals: { en: 'Signals', ko: '신호' },
  code: { en: 'Code', ko: '코드' },
  summary: { en: 'Summary', ko: '요약' },
  problems: { en: 'Problems', ko: '문제' },
  log: { en: 'Log', ko: '로그' },
}
const PANELS: { readonly [T in Tab]: React.ComponentType } = {
  training: TrainingPanel,
  signals: SignalsPanel,
  code: CodeView,
  summary: SummaryPanel,
  problems: ProblemsPanel,
  log: LogPanel,
}
/** Controls next to the tabs, for the visible tab. */
const TOOLS: { readonly [T in Tab]?: () => React.ReactNode } = {
  training: RunPicker,
  signals: SignalsTools,
  code: CodeTools,
  summary: SummaryTools,
  log: RunPicker,
}
/** A window with a code column has no Code tab. */
const WITHOUT_CODE: readonly Tab[] = TABS.filter((tab) => tab !== 'code')

export function Dock() {
  const t = useText()
  const height = useDock((s) => s.height)
  const folded = useDock((s) => s.folded)
  useShowTabs()
  return (
    <section
      className={styles.dock}
      data-folded={folded || undefined}
      style={folded ? undefined : ({ '--height': `${height}px` } as React.CSSProperties)}
      aria-label={t({ en: 'Training, code and problems', ko: '학습, 코드, 문제' })}
    >
      <ResizeHandle dock={useDock} />
      <Header />
      {!folded && <Panel />}
      <Announcer />
    </section>
  )
}

/** Starting a training shows the Training tab; turning on the signals shows theirs. */
function useShowTabs(): void {
  useEffect(() => {
    const stops = [
      useApp.subscribe((state, previous) => {
        // The signals of the run appear in their tab.
        const { tab, folded } = useDock.getState()
        const isWatched = useSignals.getState().isOn && tab === 'signals' && !folded
        if (state.starting && !previous.starting && !isWatched) useDock.getState().present('training')
      }),
      useSignals.subscribe((state, previous) => {
        if (state.isOn && !previous.isOn) useDock.getState().present('signals')
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
}

function Header() {
  const folded = useDock((s) => s.folded)
  const tab = useDock((s) => s.tab)
  const wide = useCode((s) => s.wide)
  const Tools = folded ? undefined : TOOLS[tab]
  return (
    <div className={styles.header}>
      <Tabs />
      {wide && <CodeButton />}
      <div className={styles.tools}>{Tools && <Tools />}</div>
      <FoldButton dock={useDock} />
    </div>
  )
}

/** Opens the code column next to the canvas. */
function CodeButton() {
  const t = useText()
  const open = useCode((s) => s.open)
  const key = formatShortcut(commandOf('show-code').shortcuts[0]!)
  return (
    <button
      type="button"
      className={styles.aside}
      aria-pressed={open}
      title={`${t({ en: 'Show the code next to the canvas', ko: '캔버스 옆에 코드 보기' })} (${key})`}
      onClick={() => useCode.setState({ open: !open })}
    >
      <Icon name="code" size={14} />
      {t(NAMES.code)}
    </button>
  )
}

function Tabs() {
  const t = useText()
  const tabs = useCode((s) => (s.wide ? WITHOUT_CODE : TABS))
  const tab = useDock((s) => s.tab)
  const folded = useDock((s) => s.folded)
  const show = useDock((s) => s.show)
  const messageCount = useMessages((s) => s.failures.length)
  const errors =
    messageCount + useApp((s) => problemList(s).filter((problem) => problem.severity === 'error').length)
  const findings = useFindings().shown.length
  const total = messageCount + findings + useApp((s) => problemList(s).length)
  return (
    <TabList
      label={t({ en: 'Panels', ko: '패널' })}
      prefix="dock"
      tabs={tabs}
      selected={tab}
      folded={folded}
      onSelect={show}
      contentOf={(each) => (
        <>
          {t(NAMES[each])}
          {each === 'problems' && total > 0 && (
            <span className={styles.badge} data-bad={errors > 0 || undefined}>
              {total}
            </span>
          )}
        </>
      )}
    />
  )
}

function Panel() {
  const tab = useDock((s) => s.tab)
  const Content = PANELS[tab]
  const name = NAMES[tab]
  const failed = { en: `${name.en} could not be displayed`, ko: `${name.ko} 탭을 표시하지 못했습니다` }
  return (
    <div className={styles.panel} role="tabpanel" id="dock-panel" aria-labelledby={`dock-tab-${tab}`}>
      <Boundary key={tab} title={failed}>
        <Suspense fallback={null}>
          <Content />
        </Suspense>
      </Boundary>
    </div>
  )
}
