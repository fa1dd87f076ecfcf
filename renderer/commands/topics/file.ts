/** Documents: new, open, save. */
import { newDocument, openFile, save, saveAs } from '../../state/files.ts'
import { always, type Command } from '../command.ts'

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
    id: 'open',
    title: { en: 'Open…', ko: '열기…' },
    shortcuts: ['Mod+O'],
    whileTyping: true,
    enabled: (s) => s.host !== null,
    run: openFile,
  },
  {
    id: 'save',
    title: { en: 'Save', ko: '저장' },
    shortcuts: ['Mod+S'],
    whileTyping: true,
    enabled: (s) => s.host !== null,
    run: save,
  },
  {
    id: 'save-as',
    title: { en: 'Save as…', ko: '다른 이름으로 저장…' },
    shortcuts: ['Mod+Shift+S'],
    whileTyping: true,
    enabled: (s) => s.host !== null,
    run: saveAs,
  },
]
