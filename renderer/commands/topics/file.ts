/** Commands about documents, files and windows. */
import { analysisOf } from '../../state/analysis.ts'
import { newDocument, openFile } from '../../state/files.ts'
import { programOf } from '../../state/program.ts'
import { restoreVersion, save, saveAs, savePython } from '../../state/saving.ts'
import { type AppState, useApp } from '../../state/store.ts'
import { newWindow } from '../../state/windows.ts'
import { startTour } from '../../tour/state.ts'
import { always, type Command } from '../command.ts'

const hasHost = (s: AppState) => s.host !== null

const saveProgram = () => savePython(programOf(useApp.getState()).text)

export const fileCommands: readonly Command[] = [
  {
    id: 'new',
    title: { en: 'New', ko: '새로 만들기' },
    shortcuts: ['Mod+Alt+N'],
    whileTyping: true,
    enabled: always,
    run: newDocument,
  },
  {
    id: 'new-window',
    title: { en: 'New window', ko: '새 창' },
    shortcuts: ['Mod+Alt+Shift+N'],
    whileTyping: true,
    enabled: hasHost,
    run: newWindow,
  },
  {
    id: 'start',
    title: { en: 'Recent files and templates…', ko: '최근 파일과 템플릿…' },
    shortcuts: ['Mod+Shift+O'],
    whileTyping: true,
    enabled: hasHost,
    run: () => useApp.setState({ dialog: { kind: 'start' } }),
  },
  {
    id: 'tour',
    title: { en: 'Tour: why a network does not learn', ko: '둘러보기: 신경망이 배우지 못하는 까닭' },
    shortcuts: [],
    enabled: hasHost,
    run: startTour,
  },
  {
    id: 'open',
    title: { en: 'Open…', ko: '열기…' },
    shortcuts: ['Mod+O'],
    whileTyping: true,
    enabled: hasHost,
    run: openFile,
  },
  {
    id: 'save',
    title: { en: 'Save', ko: '저장' },
    shortcuts: ['Mod+S'],
    whileTyping: true,
    enabled: hasHost,
    run: save,
  },
  {
    id: 'save-as',
    title: { en: 'Save as…', ko: '다른 이름으로 저장…' },
    shortcuts: ['Mod+Shift+S'],
    whileTyping: true,
    enabled: hasHost,
    run: saveAs,
  },
  {
    id: 'save-program',
    title: { en: 'Save the Keras program…', ko: 'Keras 프로그램 저장…' },
    shortcuts: ['Mod+E'],
    whileTyping: true,
    enabled: (s) => hasHost(s) && analysisOf(s).model !== null,
    run: saveProgram,
  },
  {
    id: 'previous-version',
    title: { en: 'Restore the version before the last save', ko: '마지막으로 저장하기 전 버전 복원' },
    shortcuts: [],
    enabled: (s) => s.host !== null && s.file.path !== null,
    run: () => restoreVersion('replaced'),
  },
  {
    id: 'refused-version',
    title: { en: 'Restore the changes that were not saved', ko: '저장되지 못한 변경 복원' },
    shortcuts: [],
    enabled: (s) => s.host !== null && s.file.path !== null,
    run: () => restoreVersion('refused'),
  },
  {
    id: 'recover',
    title: { en: 'Unsaved work from earlier windows…', ko: '이전 창의 저장하지 않은 작업…' },
    shortcuts: [],
    enabled: hasHost,
    run: () => useApp.setState({ dialog: { kind: 'recover' } }),
  },
  {
    id: 'settings',
    title: { en: 'Settings…', ko: '설정…' },
    shortcuts: ['Mod+,'],
    whileTyping: true,
    enabled: hasHost,
    run: () => useApp.setState({ dialog: { kind: 'settings' } }),
  },
  {
    id: 'report-problem',
    title: { en: 'Report a problem…', ko: '문제 신고…' },
    shortcuts: [],
    enabled: hasHost,
    run: () => useApp.setState({ dialog: { kind: 'report' } }),
  },
]
