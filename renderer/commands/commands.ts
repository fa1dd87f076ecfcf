/** All commands of the window, one entry each. */
import { useDock } from '../panels/dock/dock-state.ts'
import { problemList } from '../panels/dock/problem-list.ts'
import { canResume } from '../state/runs.ts'
import { type AppState, canRedo, canUndo, documentOf, useApp } from '../state/store.ts'
import { activeRun, pause, repeat, resume, shownRun, stop, train } from '../state/training.ts'
import type { Command } from './command.ts'
import { fileCommands } from './file-commands.ts'
import { copy, cut, deleteSelection, duplicate, paste, selectAll } from './selection.ts'

const always = () => true
const app = () => useApp.getState()
const hasNodes = () => Object.keys(documentOf(app()).networks[documentOf(app()).main]!.nodes).length > 0

/** Whether the shown run may be gone on with or repeated now. */
const canStart = (s: AppState) =>
  s.host !== null && !s.starting && activeRun(s) === null && shownRun(s) !== null

/** Whether a few steps can be trained now. */
const canTry = (s: AppState) =>
  s.host !== null &&
  !s.starting &&
  activeRun(s) === null &&
  s.data.state === 'ready' &&
  problemList(s).every((p) => p.severity !== 'error')

/** A network with errors is not trained: they are shown instead. Without data the dock says how to choose some. */
function trainOrShowWhyNot(): void {
  const { show } = useDock.getState()
  if (problemList(app()).some((p) => p.severity === 'error')) show('problems')
  else if (app().data.state === 'none' && shownRun(app()) === null) show('training')
  else void train()
}

export const commands: readonly Command[] = [
  ...fileCommands,
  {
    id: 'undo',
    title: { en: 'Undo', ko: '실행 취소' },
    shortcuts: ['Mod+Z'],
    enabled: canUndo,
    run: () => app().undo(),
  },
  {
    id: 'redo',
    title: { en: 'Redo', ko: '다시 실행' },
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: canRedo,
    run: () => app().redo(),
  },
  {
    id: 'train',
    title: { en: 'Train', ko: '학습' },
    shortcuts: ['Mod+Enter'],
    whileTyping: true,
    enabled: (s) => s.host !== null && !s.starting && activeRun(s) === null && hasNodes(),
    run: trainOrShowWhyNot,
  },
  {
    id: 'stop',
    title: { en: 'Stop training', ko: '학습 중지' },
    shortcuts: ['Mod+.'],
    whileTyping: true,
    enabled: (s) => activeRun(s) !== null,
    run: () => stop(),
  },
  {
    id: 'pause',
    title: { en: 'Pause training', ko: '학습 일시 중지' },
    shortcuts: ['Mod+Alt+P'],
    whileTyping: true,
    enabled: (s) => ['training', 'validating'].includes(activeRun(s)?.state ?? ''),
    run: () => pause(),
  },
  {
    id: 'resume',
    title: { en: 'Resume training', ko: '이어서 학습' },
    shortcuts: ['Mod+Shift+Enter'],
    whileTyping: true,
    enabled: (s) => canStart(s) && canResume(shownRun(s)!),
    run: resume,
  },
  {
    id: 'repeat',
    title: { en: 'Run again with the same seed and data', ko: '같은 시드와 데이터로 다시 학습' },
    shortcuts: ['Mod+Alt+Enter'],
    whileTyping: true,
    enabled: (s) => canStart(s) && shownRun(s)!.result?.folder != null,
    run: repeat,
  },
  {
    id: 'find-rate',
    title: { en: 'Find a learning rate…', ko: '학습률 찾기…' },
    shortcuts: [],
    enabled: canTry,
    run: () => useApp.setState({ dialog: { kind: 'rate' } }),
  },
  {
    id: 'cost',
    title: { en: 'Estimate time and memory…', ko: '시간과 메모리 어림…' },
    shortcuts: [],
    enabled: canTry,
    run: () => useApp.setState({ dialog: { kind: 'cost' } }),
  },
  {
    id: 'find-layer',
    title: { en: 'Add a layer…', ko: '층 추가…' },
    shortcuts: ['/'],
    enabled: always,
    run: () => document.querySelector<HTMLInputElement>('[data-focus="palette"]')?.focus(),
  },
  {
    id: 'connect',
    title: { en: 'Connect from selected to…', ko: '선택한 노드에서 연결…' },
    shortcuts: ['Alt+C'],
    enabled: (s) => s.selection.nodes.length === 1,
    run: () => {
      const [from] = app().selection.nodes
      if (from !== undefined) useApp.setState({ dialog: { kind: 'connect', from } })
    },
  },
  {
    id: 'rename',
    title: { en: 'Rename', ko: '이름 바꾸기' },
    shortcuts: ['F2'],
    enabled: (s) => s.selection.nodes.length === 1,
    run: () => document.querySelector<HTMLElement>('[data-focus="name"]')?.focus(),
  },
  {
    id: 'properties',
    title: { en: 'Edit properties', ko: '속성 편집' },
    shortcuts: [],
    enabled: always,
    run: () => document.querySelector<HTMLElement>('[data-focus="properties"] input')?.focus(),
  },
  {
    id: 'delete',
    title: { en: 'Delete', ko: '삭제' },
    shortcuts: ['Delete', 'Backspace'],
    enabled: (s) => s.selection.nodes.length + s.selection.edges.length > 0,
    run: deleteSelection,
  },
  {
    id: 'duplicate',
    title: { en: 'Duplicate', ko: '복제' },
    shortcuts: ['Mod+D'],
    enabled: (s) => s.selection.nodes.length > 0,
    run: duplicate,
  },
  {
    id: 'copy',
    title: { en: 'Copy', ko: '복사' },
    shortcuts: ['Mod+C'],
    enabled: (s) => s.selection.nodes.length > 0,
    run: copy,
  },
  {
    id: 'cut',
    title: { en: 'Cut', ko: '잘라내기' },
    shortcuts: ['Mod+X'],
    enabled: (s) => s.selection.nodes.length > 0,
    run: cut,
  },
  {
    id: 'paste',
    title: { en: 'Paste', ko: '붙여넣기' },
    shortcuts: ['Mod+V'],
    enabled: always,
    run: paste,
  },
  {
    id: 'select-all',
    title: { en: 'Select all', ko: '모두 선택' },
    shortcuts: ['Mod+A'],
    enabled: hasNodes,
    run: selectAll,
  },
  {
    id: 'fit',
    title: { en: 'Fit the network into view', ko: '화면에 맞추기' },
    shortcuts: ['Mod+0'],
    enabled: (s) => s.canvas !== null,
    run: () => app().canvas?.fitView(),
  },
  {
    id: 'zoom-in',
    title: { en: 'Zoom in', ko: '확대' },
    shortcuts: ['Mod+=', 'Mod++'],
    enabled: (s) => s.canvas !== null,
    run: () => app().canvas?.zoomIn(),
  },
  {
    id: 'zoom-out',
    title: { en: 'Zoom out', ko: '축소' },
    shortcuts: ['Mod+-'],
    enabled: (s) => s.canvas !== null,
    run: () => app().canvas?.zoomOut(),
  },
  {
    id: 'zoom-reset',
    title: { en: 'Zoom to 100%', ko: '100%로' },
    shortcuts: ['Mod+1'],
    enabled: (s) => s.canvas !== null,
    run: () => app().canvas?.zoomTo(1),
  },
  {
    id: 'theme',
    title: { en: 'Switch between light and dark', ko: '밝은 화면과 어두운 화면 바꾸기' },
    shortcuts: [],
    enabled: always,
    run: () => useApp.setState((s) => ({ theme: s.theme === 'dark' ? 'light' : 'dark' })),
  },
  {
    id: 'language',
    title: { en: '한국어로 보기', ko: 'Show in English' },
    shortcuts: [],
    enabled: always,
    run: () => useApp.setState((s) => ({ language: s.language === 'en' ? 'ko' : 'en' })),
  },
  {
    id: 'commands',
    title: { en: 'Search commands', ko: '명령 찾기' },
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    whileTyping: true,
    enabled: always,
    run: () => useApp.setState({ dialog: { kind: 'commands' } }),
  },
]

export type CommandId = string

/** The command of this id; a wrong id is a mistake in the program. */
export function commandOf(id: CommandId): Command {
  const command = commands.find((c) => c.id === id)
  if (!command) throw new Error(`There is no command ${id}. Add it to commands/commands.ts.`)
  return command
}

export function runCommand(command: Command): void {
  if (command.enabled(useApp.getState())) void command.run()
}
