/** Texts of the native menu and the native dialogs. */
import { type ProblemData, problem } from '../../shared/problem.ts'
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
  zoomReset: { en: 'Normal Text', ko: '기본 글자 크기' },
  fullScreen: { en: 'Full Screen', ko: '전체 화면' },
  reload: { en: 'Reload Window', ko: '창 새로고침' },
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
  training: { en: 'Training is running.', ko: '학습이 진행 중입니다.' },
  trainingDetail: {
    en: 'It can continue without a window; start Layerloom again to see it. If you stop it, its progress is saved and you can resume it.',
    ko: '창 없이 계속할 수 있으며 Layerloom을 다시 시작하면 볼 수 있습니다. 중지해도 그때까지의 결과는 저장되고 이어서 학습할 수 있습니다.',
  },
  inBackground: { en: 'Continue in Background', ko: '백그라운드에서 계속' },
  stopAndClose: { en: 'Stop and Close', ko: '중지하고 닫기' },
} satisfies Record<string, Text>

export const notTrashed = (path: string, why: string): ProblemData =>
  problem('not_trashed', {
    en: `${path} could not be moved into the system’s trash (${why}). Delete it for ever instead, or remove it by hand.`,
    ko: `${path}을(를) 시스템 휴지통으로 옮기지 못했습니다(${why}). 완전히 지우거나 직접 지우세요.`,
  })

export const dataTexts = {
  question: (document: string | null): Text =>
    document === null
      ? { en: 'Allow this document to read this data?', ko: '이 문서가 다음 데이터를 읽도록 허용할까요?' }
      : {
          en: `Allow “${document}” to read this data?`,
          ko: `“${document}”이(가) 다음 데이터를 읽도록 허용할까요?`,
        },
  detail: {
    en: 'The file is outside the document’s folder. Allow it if you know the file; you are asked only once.',
    ko: '이 파일은 문서의 폴더 밖에 있습니다. 아는 파일이면 허용하세요. 한 번만 묻습니다.',
  },
  allow: { en: 'Allow', ko: '허용' },
  other: { en: 'Choose Other Data', ko: '다른 데이터 고르기' },
  cancel: { en: 'Cancel', ko: '취소' },
}

export const documentTexts = {
  question: { en: 'Open the document of this run?', ko: '이 학습의 문서를 열까요?' },
  detail: {
    en: 'The run names this file as its document, and it was not opened here lately. Open it if you know the file.',
    ko: '학습 기록이 이 파일을 문서로 가리키지만 최근에 여기에서 연 적이 없습니다. 아는 파일이면 여세요.',
  },
  allow: { en: 'Open', ko: '열기' },
  other: { en: 'Choose Other File', ko: '다른 파일 고르기' },
  cancel: { en: 'Cancel', ko: '취소' },
} satisfies Record<string, Text>

export const crashTexts = {
  stopped: { en: 'The window stopped working.', ko: '창이 작동을 멈췄습니다.' },
  again: {
    en: 'Training continues, and your unsaved work was saved as a draft. Open the window again?',
    ko: '학습은 계속되고 저장하지 않은 작업은 임시 저장되어 있습니다. 창을 다시 열까요?',
  },
  reopen: { en: 'Open Again', ko: '다시 열기' },
  quit: { en: 'Quit', ko: '종료' },
} satisfies Record<string, Text>

export const backgroundTexts = {
  training: { en: 'Layerloom: training', ko: 'Layerloom: 학습 중' },
  how: {
    en: 'Training continues without a window. Start Layerloom again to see it.',
    ko: '창 없이 학습을 계속합니다. Layerloom을 다시 시작하면 볼 수 있습니다.',
  },
  finished: { en: 'Layerloom: training ended', ko: 'Layerloom: 학습이 끝났습니다' },
  kept: { en: 'The results are in the run’s folder.', ko: '결과는 학습 폴더에 있습니다.' },
  open: { en: 'Open Layerloom', ko: 'Layerloom 열기' },
  stop: { en: 'Stop Training and Quit', ko: '학습 중지 후 종료' },
} satisfies Record<string, Text>

export const portableTexts = {
  notWritable: (folder: string, fault: string): Text => ({
    en: `Everything is to be kept in ${folder}, the folder beside the program, but it cannot be written to (${fault}). Make it writable, or rename it to use the folders of your account.`,
    ko: `프로그램 옆의 ${folder} 폴더에 모두 저장해야 하지만 이 폴더에 쓸 수 없습니다(${fault}). 쓸 수 있게 하거나, 계정의 폴더를 쓰려면 이름을 바꾸세요.`,
  }),
}

/** Native texts use the system's language. */
export const languageOf = (locale: string): Language => (locale.toLowerCase().startsWith('ko') ? 'ko' : 'en')
