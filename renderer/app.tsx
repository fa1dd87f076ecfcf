/** The window: top bar, side panel, canvas, properties, dock, status bar. */
import { Activity, lazy, type ReactNode, Suspense, useState } from 'react'
import type { Text } from '../shared/text.ts'
import styles from './app.module.css'
import { useClipboard } from './commands/use-clipboard.ts'
import { useShortcuts } from './commands/use-shortcuts.ts'
import { Boundary } from './messages/boundary.tsx'
import { DropHint } from './messages/drop-hint.tsx'
import { LostBanner } from './messages/lost-banner.tsx'
import { MessageLine } from './messages/message-line.tsx'
import { OpenDialog } from './open-dialog.tsx'
import { CodeColumn } from './panels/code/code-column.tsx'
import { Dock } from './panels/dock/dock.tsx'
import { StatusBar } from './panels/dock/status-bar.tsx'
import { Properties } from './panels/properties/properties.tsx'
import { Side } from './side/side.tsx'
import { useCode } from './state/code-panel.ts'
import { useMessages } from './state/notify.ts'
import { useSide } from './state/side-panel.ts'
import { useApp } from './state/store.ts'
import { TopBar } from './top-bar/top-bar.tsx'
import { useTour } from './tour/state.ts'
import { useRestoreFocus } from './ui/restore-focus.ts'
import { useText } from './ui/text.ts'
import { Workspace } from './workspace/workspace.tsx'

/** Loaded at their first use. */
const DataWorkspace = lazy(async () => ({
  default: (await import('./data/data-workspace.tsx')).DataWorkspace,
}))

const RunsWorkspace = lazy(async () => ({
  default: (await import('./runs/runs-workspace.tsx')).RunsWorkspace,
}))

const Tour = lazy(async () => ({ default: (await import('./tour/tour.tsx')).Tour }))

/** Messages for parts that could not be rendered. A dialog has its own. */
const TITLES = {
  side: { en: 'The list on the left could not be displayed', ko: '왼쪽 목록을 표시하지 못했습니다' },
  canvas: { en: 'The network could not be displayed', ko: '신경망을 표시하지 못했습니다' },
  dock: { en: 'The panel below could not be displayed', ko: '아래 패널을 표시하지 못했습니다' },
  properties: { en: 'The properties could not be displayed', ko: '속성을 표시하지 못했습니다' },
  code: { en: 'The code could not be displayed', ko: '코드를 표시하지 못했습니다' },
  top: { en: 'The top bar could not be displayed', ko: '위쪽 막대를 표시하지 못했습니다' },
  message: { en: 'A message could not be displayed', ko: '알림을 표시하지 못했습니다' },
  runs: { en: 'The runs could not be displayed', ko: '학습 기록을 표시하지 못했습니다' },
  data: { en: 'The data could not be displayed', ko: '데이터를 표시하지 못했습니다' },
  tour: { en: 'The tour could not be displayed', ko: '둘러보기를 표시하지 못했습니다' },
  status: { en: 'The status bar could not be displayed', ko: '상태 표시줄을 표시하지 못했습니다' },
} satisfies { readonly [part: string]: Text }

export function App() {
  useShortcuts()
  useClipboard()
  useRestoreFocus()
  const code = useCode((s) => s.wide && s.open)
  const workspace = useApp((s) => s.workspace)
  return (
    <div className={styles.app} data-code={code || undefined} data-shown={workspace}>
      <div className={styles.top} data-area="top">
        <Boundary title={TITLES.top} line="bar">
          <TopBar />
        </Boundary>
      </div>
      <div className={styles.palette} data-area="side" data-workspace="design">
        <SideArea />
      </div>
      <main className={styles.canvas} data-area="canvas" data-workspace="design">
        {workspace === 'design' && <LostArea />}
        <CanvasArea />
        {workspace === 'design' && <MessageArea />}
      </main>
      <div className={styles.dock} data-area="dock" data-workspace="design">
        <Boundary title={TITLES.dock}>
          <Dock />
        </Boundary>
      </div>
      <div className={styles.properties} data-area="properties" data-workspace="design">
        <PropertiesArea code={code} />
      </div>
      <LazyArea workspace="data" shown={workspace === 'data'}>
        <DataWorkspace>
          <LostArea />
          <MessageArea />
        </DataWorkspace>
      </LazyArea>
      <LazyArea workspace="runs" shown={workspace === 'runs'}>
        <RunsWorkspace>
          <LostArea />
          <MessageArea />
        </RunsWorkspace>
      </LazyArea>
      <div className={styles.status}>
        <Boundary title={TITLES.status} line="bar">
          <StatusBar />
        </Boundary>
      </div>
      <TourArea />
      <OpenDialog />
      <DropHintArea />
    </div>
  )
}

// Each area subscribes to its own reset keys; otherwise every selection would render the whole window.

function SideArea() {
  const tab = useSide((s) => s.tab)
  return (
    <Boundary title={TITLES.side} resetKeys={[tab]}>
      <Side />
    </Boundary>
  )
}

interface LazyAreaProps {
  readonly workspace: 'data' | 'runs'
  readonly shown: boolean
  readonly children: ReactNode
}

/** A workspace that is loaded at its first use. While it is hidden it keeps what it shows, but does no work. */
function LazyArea({ workspace, shown, children }: LazyAreaProps) {
  const t = useText()
  const [used, setUsed] = useState(shown)
  if (shown && !used) setUsed(true)
  const opened = useApp((s) => s.opened)
  if (!used) return null
  return (
    <Activity mode={shown ? 'visible' : 'hidden'}>
      <div className={styles.whole} data-workspace={workspace}>
        <Boundary title={TITLES[workspace]} resetKeys={[opened, shown]}>
          <Suspense fallback={<p className="hidden-text">{t({ en: 'Loading…', ko: '불러오는 중…' })}</p>}>
            {children}
          </Suspense>
        </Boundary>
      </div>
    </Activity>
  )
}

function CanvasArea() {
  const groups = useApp((s) => s.inGroups)
  return (
    <Boundary title={TITLES.canvas} resetKeys={[groups]}>
      <Workspace />
    </Boundary>
  )
}

function PropertiesArea({ code }: { readonly code: boolean }) {
  const selection = useApp((s) => s.selection)
  return (
    <Boundary title={code ? TITLES.code : TITLES.properties} resetKeys={[selection, code]}>
      {code ? <CodeColumn /> : <Properties />}
    </Boundary>
  )
}

function LostArea() {
  const lostConnection = useApp((s) => s.lostConnection)
  return (
    <Boundary title={TITLES.message} resetKeys={[lostConnection]} line="over">
      <LostBanner />
    </Boundary>
  )
}

function MessageArea() {
  const shown = useMessages((s) => s.shown)
  return (
    <Boundary title={TITLES.message} resetKeys={[shown]} line="over">
      <MessageLine />
    </Boundary>
  )
}

function TourArea() {
  const step = useTour((s) => s.step)
  return (
    <Boundary title={TITLES.tour} resetKeys={[step]} line="over">
      {step !== null && (
        <Suspense fallback={null}>
          <Tour />
        </Suspense>
      )}
    </Boundary>
  )
}

function DropHintArea() {
  const dropping = useApp((s) => s.dropping)
  return (
    <Boundary title={TITLES.message} resetKeys={[dropping]} line="over">
      <DropHint />
    </Boundary>
  )
}
