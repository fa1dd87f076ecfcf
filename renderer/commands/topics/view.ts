/** Commands for the view: zoom, search, panels, theme, language, lists of commands. */

import type { RunId } from '../../../shared/ipc/contract/index.ts'
import type { Text } from '../../../shared/text.ts'
import { goToFinding } from '../../doctor/card.ts'
import { shownFindings } from '../../doctor/findings.ts'
import { leaveReplay } from '../../signals/replay.ts'
import { useSignals } from '../../signals/state.ts'
import { closeActivations, useActivations } from '../../state/activations.ts'
import { type Tab, useDock } from '../../state/dock.ts'
import { closeResults, useResults } from '../../state/evaluations.ts'
import { restoreHints } from '../../state/hints.ts'
import { nextRow, type PredictTab, showPredictions, usePredictions } from '../../state/predictions.ts'
import { appearanceOf } from '../../state/preferences.ts'
import { useRunList } from '../../state/run-list.ts'
import { useSide } from '../../state/side-panel.ts'
import { type AppState, useApp, type Workspace } from '../../state/store.ts'
import { goToWorkspace, showWorkspace } from '../../state/workspace.ts'
import { focusNextFrame } from '../../ui/focus.ts'
import { goToArea } from '../areas.ts'
import { always, type Command, inWorkspace } from '../command.ts'
import { openMenu } from '../open-context-menu.ts'
import { app, hasNodes, selectedCount } from '../state.ts'

const onCanvas = (s: AppState): boolean => s.canvas !== null && s.workspace === 'design'

/** The command that opens a tab of the dock. */
const panel = (tab: Tab, title: Text, shortcut: string): Command => ({
  id: `show-${tab}`,
  title,
  shortcuts: [shortcut],
  // The code is a text field too, so the key must work in it to leave it again.
  whileTyping: tab === 'code',
  enabled: always,
  run: () => {
    showWorkspace('design')
    useDock.getState().open(tab)
  },
})

/** The command that shows a workspace. */
const workspace = (id: Workspace, title: Text, shortcut: string): Command => ({
  id: `go-to-${id}`,
  title,
  shortcuts: [shortcut],
  whileTyping: true,
  enabled: always,
  run: () => goToWorkspace(id),
})

/** Focuses the search of the runs: at once, since typing goes on, and after the list of commands has closed. */
function findRun(): void {
  const search = () => document.getElementById('run-search')
  search()?.focus()
  focusNextFrame(search)
}

/** The command that shows a tab of the predictions of the shown or the current run, and focuses it. */
const predict = (tab: PredictTab, id: string, title: Text): Command =>
  inWorkspace('runs', {
    id,
    title,
    shortcuts: [],
    enabled: () => shownOrCurrentRun() !== null,
    run: async () => {
      await showPredictions(tab, shownOrCurrentRun())
      focusNextFrame(() =>
        document.querySelector<HTMLElement>('[data-area="predict"] [aria-selected="true"]'),
      )
    },
  })

const shownOrCurrentRun = (): RunId | null => useResults.getState().run ?? useRunList.getState().current

export const viewCommands: readonly Command[] = [
  inWorkspace('design', {
    id: 'find-node',
    title: { en: 'Find in the network…', ko: '신경망에서 찾기…' },
    shortcuts: ['Mod+F'],
    whileTyping: true,
    enabled: (s) => s.canvas !== null && hasNodes(s),
    run: () => useApp.setState({ dialog: { kind: 'find-node' } }),
  }),
  {
    id: 'outline',
    title: { en: 'Show the outline', ko: '개요 보기' },
    shortcuts: ['Alt+2'],
    enabled: always,
    run: () => {
      showWorkspace('design')
      useSide.getState().open('outline')
    },
  },
  panel('training', { en: 'Show the training', ko: '학습 보기' }, 'Alt+4'),
  panel('signals', { en: 'Show the signals by layer', ko: '층별 신호 보기' }, 'Alt+9'),
  panel('code', { en: 'Show the code', ko: '코드 보기' }, 'Alt+5'),
  panel('summary', { en: 'Show the summary', ko: '요약 보기' }, 'Alt+6'),
  panel('problems', { en: 'Show the problems', ko: '문제 보기' }, 'Alt+7'),
  panel('log', { en: 'Show the log', ko: '로그 보기' }, 'Alt+8'),
  workspace('design', { en: 'Go to Design', ko: '설계로 가기' }, 'F7'),
  workspace('data', { en: 'Go to Data', ko: '데이터로 가기' }, 'F8'),
  workspace('runs', { en: 'Go to Runs', ko: '학습 기록으로 가기' }, 'F9'),
  inWorkspace('runs', {
    id: 'find-run',
    title: { en: 'Find a run', ko: '학습 기록 찾기' },
    shortcuts: ['/', 'Mod+F'],
    onLists: true,
    enabled: always,
    run: findRun,
  }),
  inWorkspace('design', {
    id: 'back-to-drawing',
    title: {
      en: 'Hide the activations, or the signals of a run',
      ko: '활성값이나 학습의 신호 숨기기',
    },
    shortcuts: ['Escape'],
    enabled: () => useActivations.getState().shown !== null || useSignals.getState().replay !== null,
    run: () => {
      closeActivations()
      leaveReplay()
    },
  }),
  inWorkspace('design', {
    id: 'show-finding',
    title: { en: 'Go to the doctor’s finding', ko: '진단으로 가기' },
    shortcuts: ['D'],
    enabled: () => shownFindings().length > 0,
    run: goToFinding,
  }),
  inWorkspace('runs', {
    id: 'close-results',
    title: { en: 'Back to the runs', ko: '학습 기록으로 돌아가기' },
    shortcuts: ['Escape'],
    enabled: () => useResults.getState().run !== null,
    run: closeResults,
  }),
  predict('predict', 'predict', { en: 'Predict a row or a picture', ko: '행이나 그림 예측' }),
  predict('what-if', 'predict-what-if', {
    en: 'Predict while one column changes',
    ko: '열 하나를 바꾸며 예측',
  }),
  predict('file', 'predict-file', { en: 'Predict a whole file', ko: '파일 전체 예측' }),
  inWorkspace('runs', {
    id: 'predict-next-row',
    title: { en: 'Predict the next row', ko: '다음 행 예측' },
    shortcuts: ['Alt+Shift+N'],
    whileTyping: true,
    enabled: () => useResults.getState().run !== null && usePredictions.getState().inputs !== null,
    run: () => nextRow(),
  }),
  {
    id: 'next-area',
    title: { en: 'Go to the next area of the window', ko: '창의 다음 영역으로' },
    shortcuts: ['F6'],
    whileTyping: true,
    enabled: always,
    run: () => goToArea(1),
  },
  {
    id: 'previous-area',
    title: { en: 'Go to the previous area of the window', ko: '창의 이전 영역으로' },
    shortcuts: ['Shift+F6'],
    whileTyping: true,
    enabled: always,
    run: () => goToArea(-1),
  },
  {
    id: 'fit',
    title: { en: 'Fit at readable size', ko: '읽을 수 있는 크기로 맞추기' },
    shortcuts: ['Mod+0'],
    enabled: onCanvas,
    run: () => app().canvas?.fitReadable(),
  },
  {
    id: 'fit-all',
    title: { en: 'Zoom to fit', ko: '전체를 화면에 맞추기' },
    shortcuts: ['Shift+1'],
    enabled: (s) => onCanvas(s) && hasNodes(s),
    run: () => app().canvas?.fitAll(),
  },
  {
    id: 'fit-selection',
    title: { en: 'Zoom to the selection', ko: '선택 항목에 맞추기' },
    shortcuts: ['Shift+F'],
    enabled: (s) => onCanvas(s) && selectedCount(s) > 0,
    run: () => app().canvas?.fit(app().selection.nodes, app().selection.notes),
  },
  {
    id: 'zoom-in',
    title: { en: 'Zoom in', ko: '확대' },
    shortcuts: ['Mod+=', 'Mod++'],
    enabled: onCanvas,
    run: () => app().canvas?.zoomIn(),
  },
  {
    id: 'zoom-out',
    title: { en: 'Zoom out', ko: '축소' },
    shortcuts: ['Mod+-'],
    enabled: onCanvas,
    run: () => app().canvas?.zoomOut(),
  },
  {
    id: 'zoom-reset',
    title: { en: 'Zoom to 100%', ko: '100%로' },
    shortcuts: ['Mod+1'],
    enabled: onCanvas,
    run: () => app().canvas?.zoomTo(1),
  },
  {
    id: 'box',
    title: { en: 'Select by drawing a box', ko: '상자를 그려 선택' },
    shortcuts: ['B'],
    enabled: onCanvas,
    run: () => useApp.setState((s) => ({ tool: s.tool === 'box' ? 'hand' : 'box' })),
  },
  {
    id: 'menu',
    title: { en: 'Selection menu', ko: '선택 항목 메뉴' },
    shortcuts: ['Shift+F10', 'ContextMenu'],
    enabled: onCanvas,
    run: openMenu,
  },
  {
    id: 'theme',
    title: { en: 'Switch between light and dark', ko: '밝은 화면과 어두운 화면 바꾸기' },
    shortcuts: [],
    enabled: always,
    run: () =>
      useApp.setState((s) => appearanceOf({ ...s.chosen, theme: s.theme === 'dark' ? 'light' : 'dark' })),
  },
  {
    id: 'language',
    title: { en: '한국어로 보기', ko: 'Show in English' },
    shortcuts: [],
    enabled: always,
    run: () =>
      useApp.setState((s) => appearanceOf({ ...s.chosen, language: s.language === 'en' ? 'ko' : 'en' })),
  },
  {
    id: 'recall-hints',
    title: { en: 'Show dismissed hints again', ko: '숨긴 힌트 다시 보기' },
    shortcuts: [],
    enabled: (s) => s.dismissed.length > 0,
    run: restoreHints,
  },
  {
    id: 'shortcuts',
    title: { en: 'Shortcuts and gestures', ko: '단축키와 조작법' },
    shortcuts: ['?'],
    enabled: always,
    run: () => useApp.setState({ dialog: { kind: 'shortcuts' } }),
  },
  {
    id: 'commands',
    title: { en: 'Search commands', ko: '명령 찾기' },
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    whileTyping: true,
    enabled: always,
    run: () => useApp.setState({ dialog: { kind: 'commands' } }),
  },
  {
    id: 'about',
    title: { en: 'About Layerloom', ko: 'Layerloom 정보' },
    shortcuts: [],
    enabled: (s) => s.host !== null,
    run: () => useApp.setState({ dialog: { kind: 'about' } }),
  },
]
