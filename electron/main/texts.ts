/** Texts of the native menu and the native dialogs. */
import type { Language, Text } from '../../shared/text.ts'

export const menuTexts = {
  file: { en: '&File', ko: '파일(&F)' },
  quit: { en: 'Quit', ko: '종료' },
  edit: { en: '&Edit', ko: '편집(&E)' },
  cut: { en: 'Cut', ko: '잘라내기' },
  copy: { en: 'Copy', ko: '복사' },
  paste: { en: 'Paste', ko: '붙여넣기' },
  selectAll: { en: 'Select All', ko: '모두 선택' },
  view: { en: '&View', ko: '보기(&V)' },
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
  training: { en: 'A training is running.', ko: '학습이 진행 중입니다.' },
  trainingDetail: {
    en: 'It can go on without a window; start Layerloom again to see it. Stopping keeps what it has reached, and it can be resumed.',
    ko: '창 없이 계속할 수 있으며 Layerloom을 다시 시작하면 볼 수 있습니다. 멈춰도 그때까지의 결과는 남고 이어서 학습할 수 있습니다.',
  },
  inBackground: { en: 'Go On in Background', ko: '백그라운드에서 계속' },
  stopAndClose: { en: 'Stop and Close', ko: '멈추고 닫기' },
} satisfies Record<string, Text>

export const dataTexts = {
  question: (document: string | null): Text =>
    document === null
      ? { en: 'May this document read its data here?', ko: '이 문서가 다음 데이터를 읽어도 될까요?' }
      : {
          en: `May “${document}” read its data here?`,
          ko: `“${document}”이(가) 다음 데이터를 읽어도 될까요?`,
        },
  detail: {
    en: 'The file lies outside the folder of the document. Allow it if you know what it is; you are asked once.',
    ko: '이 파일은 문서의 폴더 밖에 있습니다. 무엇인지 안다면 허용하세요. 한 번만 묻습니다.',
  },
  allow: { en: 'Allow', ko: '허용' },
  other: { en: 'Choose Other Data', ko: '다른 데이터 고르기' },
  cancel: { en: 'Cancel', ko: '취소' },
}

export const crashTexts = {
  stopped: { en: 'The window stopped working.', ko: '창이 작동을 멈췄습니다.' },
  again: {
    en: 'Trainings go on, and your unsaved work was kept. Open the window again?',
    ko: '학습은 계속되고 저장하지 않은 작업은 따로 보관되어 있습니다. 창을 다시 열까요?',
  },
  reopen: { en: 'Open Again', ko: '다시 열기' },
  quit: { en: 'Quit', ko: '종료' },
} satisfies Record<string, Text>

export const backgroundTexts = {
  training: { en: 'Layerloom: training', ko: 'Layerloom: 학습 중' },
  how: {
    en: 'The training goes on without a window. Start Layerloom again to see it.',
    ko: '창 없이 학습을 계속합니다. Layerloom을 다시 시작하면 볼 수 있습니다.',
  },
  finished: { en: 'Layerloom: training ended', ko: 'Layerloom: 학습이 끝났습니다' },
  kept: { en: 'The run is in its folder.', ko: '결과는 실행 폴더에 있습니다.' },
  open: { en: 'Open Layerloom', ko: 'Layerloom 열기' },
  stop: { en: 'Stop Training and Quit', ko: '학습을 멈추고 종료' },
} satisfies Record<string, Text>

/** Native texts use the system's language. */
export const languageOf = (locale: string): Language => (locale.toLowerCase().startsWith('ko') ? 'ko' : 'en')
