/** Fields that every source of a table has. */
import { bool, choice, nameOrNames, names, optionalString, string } from '../../fields/index.ts'

/** The file of the table, the first field of each source. */
export const pathField = {
  path: string({
    default: '',
    refersTo: 'file',
    shownOnNode: true,
    help: {
      en: 'The file; a relative path is relative to the document’s folder.',
      ko: '파일. 상대 경로는 문서가 있는 폴더를 기준으로 합니다.',
    },
  }),
}

/** The columns of the table and their use. */
export const columnLists = {
  target: nameOrNames({
    empty: { en: 'the last one', ko: '마지막 열' },
    help: {
      en: 'Column to predict, or several for a network with several Outputs; empty for the last one.',
      ko: '예측할 열. Output이 여럿이면 여러 열을 쓸 수 있고, 비우면 마지막 열입니다.',
    },
  }),
  labels: names({
    advanced: true,
    empty: { en: 'none', ko: '없음' },
    help: {
      en: 'Columns of 0 and 1 that are one multi-label target together, called “labels”.',
      ko: '함께 다중 레이블 목표 하나가 되는 0과 1의 열. 목표의 이름은 “labels”입니다.',
    },
  }),
  task: choice({
    choices: ['auto', 'classes', 'number'],
    default: 'auto',
    help: {
      en: 'Whether the targets are classes or numbers; auto treats text and a few distinct whole numbers as classes.',
      ko: '목표가 클래스인지 숫자인지. auto는 텍스트와 가짓수가 적은 정수를 클래스로 봅니다.',
    },
  }),
  features: names({
    empty: { en: 'all', ko: '모두' },
    help: {
      en: 'Feature columns; empty for all except the targets, labels and sample_weight.',
      ko: '특징 열. 비우면 목표, labels, sample_weight를 뺀 모두입니다.',
    },
  }),
  sample_weight: optionalString({
    refersTo: 'column',
    advanced: true,
    help: {
      en: 'Column with the weight of each row in the loss and in weighted metrics; empty: all count the same.',
      ko: '손실과 weighted_metrics에서 각 행의 가중치가 있는 열. 비우면 모두 같습니다.',
    },
  }),
  standardize: bool({
    default: true,
    help: {
      en: 'Scales each number column that has no steps of its own to mean 0 and standard deviation 1, computed from the training rows.',
      ko: '단계를 따로 정하지 않은 숫자 열마다 학습 행의 통계로 평균 0, 표준편차 1이 되게 합니다.',
    },
  }),
}

/** The texts of missing values, where a file has no value of its own for them. */
export const markerField = {
  na_values: names({
    advanced: true,
    empty: { en: 'as found', ko: '찾은 대로' },
    help: {
      en: 'The texts that stand for a missing value; an empty cell always does.',
      ko: '빈 값을 뜻하는 텍스트. 빈 셀은 항상 빈 값입니다.',
    },
  }),
}
