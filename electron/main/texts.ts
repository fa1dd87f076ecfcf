/** What the native menu and the native questions say. */
import type { Language, Text } from '../../shared/text.ts'

export const menuTexts = {
  file: { en: '&File', ko: '파일(&F)' },
  new: { en: 'New', ko: '새로 만들기' },
  open: { en: 'Open…', ko: '열기…' },
  save: { en: 'Save', ko: '저장' },
  saveAs: { en: 'Save As…', ko: '다른 이름으로 저장…' },
  quit: { en: 'Quit', ko: '종료' },
  edit: { en: '&Edit', ko: '편집(&E)' },
  undo: { en: 'Undo', ko: '실행 취소' },
  redo: { en: 'Redo', ko: '다시 실행' },
  cut: { en: 'Cut', ko: '잘라내기' },
  copy: { en: 'Copy', ko: '복사' },
  paste: { en: 'Paste', ko: '붙여넣기' },
  selectAll: { en: 'Select All', ko: '모두 선택' },
  view: { en: '&View', ko: '보기(&V)' },
  fit: { en: 'Fit Network', ko: '네트워크에 맞추기' },
  zoomIn: { en: 'Larger Text', ko: '글자 크게' },
  zoomOut: { en: 'Smaller Text', ko: '글자 작게' },
  zoomReset: { en: 'Normal Text', ko: '글자 크기 원래대로' },
  fullScreen: { en: 'Full Screen', ko: '전체 화면' },
  reload: { en: 'Reload Window', ko: '창 다시 불러오기' },
  tools: { en: 'Developer Tools', ko: '개발자 도구' },
} satisfies Record<string, Text>

export const closeTexts = {
  unsaved: { en: 'Save your changes before closing?', ko: '닫기 전에 변경 내용을 저장할까요?' },
  unsavedDetail: {
    en: 'Without saving, the changes since the last save are lost.',
    ko: '저장하지 않으면 마지막 저장 이후의 변경 내용이 사라집니다.',
  },
  save: { en: 'Save', ko: '저장' },
  discard: { en: 'Don’t Save', ko: '저장 안 함' },
  cancel: { en: 'Cancel', ko: '취소' },
  training: { en: 'A training is running.', ko: '훈련이 진행 중입니다.' },
  trainingDetail: {
    en: 'Closing stops it. What it has reached at the last epoch is kept in its run folder.',
    ko: '닫으면 훈련이 멈춥니다. 마지막 에포크까지의 결과는 실행 폴더에 남습니다.',
  },
  stopAndClose: { en: 'Stop and Close', ko: '멈추고 닫기' },
  keepTraining: { en: 'Keep Training', ko: '계속 훈련' },
} satisfies Record<string, Text>

export const crashTexts = {
  stopped: { en: 'The window stopped working.', ko: '창이 작동을 멈췄습니다.' },
  again: {
    en: 'Runs go on in the background. Open the window again?',
    ko: '훈련은 백그라운드에서 계속됩니다. 창을 다시 열까요?',
  },
  reopen: { en: 'Open Again', ko: '다시 열기' },
  quit: { en: 'Quit', ko: '종료' },
} satisfies Record<string, Text>

/** Native texts follow the system's language. */
export const languageOf = (locale: string): Language => (locale.toLowerCase().startsWith('ko') ? 'ko' : 'en')
