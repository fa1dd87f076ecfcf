/** The fields of a document's training and data sections: they validate, provide defaults, and describe each setting. */

import { callbacks } from '../catalog/callbacks/index.ts'
import { DTYPE_POLICIES } from '../catalog/dtype-policy.ts'
import { optimizers } from '../catalog/optimizers/index.ts'
import { type DataReference, SPLIT_METHODS } from '../data/data-reference.ts'
import { BALANCED } from '../data/parts.ts'
import { dataSources } from '../data/sources/index.ts'
import {
  bool,
  choice,
  config,
  configs,
  type Fields,
  float,
  getMember,
  int,
  optionalInt,
  optionalNumbersOr,
  optionalString,
  readProps,
} from '../fields/index.ts'
import type { Json } from '../json.ts'
import type { Training } from './document.ts'

const seedField = (en: string, ko: string) => int({ default: 1, max: 2 ** 32 - 1, help: { en, ko } })

export const trainingFields = {
  optimizer: config({
    family: () => optimizers,
    default: 'adam',
    shownOnNode: true,
    help: {
      en: 'Algorithm that updates the weights to minimize the loss.',
      ko: '손실을 최소화하도록 가중치를 업데이트하는 방법.',
    },
  }),
  batch_size: int({
    default: 32,
    min: 1,
    help: { en: 'Number of rows per training step.', ko: '학습 스텝마다 쓰는 행의 수.' },
  }),
  epochs: int({
    default: 10,
    min: 1,
    help: { en: 'Number of passes over all training rows.', ko: '학습 행 전체를 반복하는 횟수.' },
  }),
  seed: seedField(
    'Fixes initial weights, order of the rows and dropout: the same seed gives the same run.',
    '초기 가중치, 행의 순서, 드롭아웃을 고정합니다. 시드가 같으면 결과도 같습니다.',
  ),
  shuffle: bool({
    default: true,
    help: {
      en: 'Shuffles the rows before each epoch.',
      ko: '에포크마다 행을 섞습니다.',
    },
  }),
  dtype_policy: choice({
    choices: DTYPE_POLICIES,
    default: 'float32',
    help: {
      en: 'Number format of the layers. mixed_bfloat16: weights and loss in float32, everything between with 8 significant bits, as on accelerators; on a CPU about as fast as float32.',
      ko: '층이 계산에 쓰는 수의 형식. mixed_bfloat16: 가중치와 손실은 float32, 그 사이는 가속기처럼 유효 숫자 8비트입니다. CPU에서는 float32와 속도가 비슷합니다.',
    },
  }),
  class_weight: optionalNumbersOr(BALANCED, {
    min: 0,
    help: {
      en: 'Factor on the loss of the rows of each class, in the order of the classes: larger for rare classes. balanced: all classes count the same, by their training rows.',
      ko: '클래스마다 손실에 곱하는 수. 클래스 순서대로 쓰고, 드문 클래스를 크게 합니다. balanced는 학습 행 수에 맞춰 모든 클래스를 똑같이 반영합니다.',
    },
  }),
  callbacks: configs({
    family: () => callbacks,
    default: [],
    help: { en: 'What happens at the end of each epoch.', ko: '에포크가 끝날 때 하는 일.' },
  }),
} satisfies Fields

export const sourceField = config({
  family: () => dataSources,
  default: 'fashion_mnist',
  shownOnNode: true,
  help: { en: 'Where the rows come from.', ko: '행을 가져오는 곳.' },
})

export const splitFields = {
  method: choice({
    choices: SPLIT_METHODS,
    default: 'train_test_split',
    help: {
      en: 'How rows are divided: at random (scikit-learn’s train_test_split), into folds of which each validates once (KFold, StratifiedKFold), groups of a column at random (GroupShuffleSplit), by the times in a column, by the parts that a column names, or by a hash of the row number as in older files. A change draws other rows.',
      ko: '행을 나누는 규칙: 무작위(scikit-learn의 train_test_split), 차례로 검증에 쓰는 폴드(kfold: KFold, StratifiedKFold), 열의 그룹을 무작위로(GroupShuffleSplit), 열의 시간 순서로(time), 열에 적힌 부분대로(column), 또는 예전 파일처럼 행 번호의 해시(hash). 바꾸면 다른 행이 뽑힙니다.',
    },
  }),
  validation: float({
    default: 0.1,
    min: 0,
    max: 1e9,
    help: {
      en: 'Rows for validation: a fraction below 1, or a number of rows.',
      ko: '검증에 쓸 행. 1보다 작으면 비율, 아니면 개수입니다.',
    },
  }),
  test: float({
    default: 0.1,
    min: 0,
    max: 1e9,
    help: {
      en: 'Rows for the test at the end: a fraction below 1, or a number of rows.',
      ko: '마지막 테스트에 쓸 행. 1보다 작으면 비율, 아니면 개수입니다.',
    },
  }),
  seed: seedField('Fixes which rows go into which part.', '어느 행이 어느 부분에 들어가는지 고정합니다.'),
  stratify: bool({
    default: true,
    help: {
      en: 'Keeps the fraction of each class the same in every part.',
      ko: '나눈 뒤에도 클래스의 비율을 유지합니다.',
    },
  }),
  n_splits: optionalInt({
    min: 2,
    max: 1000,
    advanced: true,
    help: {
      en: 'The number of folds of the rule kfold; None: 5. Each fold validates in one run of the set, and validation is ignored.',
      ko: 'kfold 규칙의 폴드 수. None이면 5개입니다. 폴드마다 한 번씩 검증에 쓰고, validation은 쓰지 않습니다.',
    },
  }),
  fold: optionalInt({
    min: 0,
    max: 999,
    advanced: true,
    help: {
      en: 'The fold, from 0, that validates in a single run of the rule kfold; None: 0.',
      ko: 'kfold 규칙으로 한 번 학습할 때 검증에 쓰는 폴드(0부터). None이면 0입니다.',
    },
  }),
  column: optionalString({
    refersTo: 'column',
    advanced: true,
    help: {
      en: 'The column of the rules group_shuffle_split (groups that stay together), time (dates or numbers) and column (train, validation, test). It is no feature unless features lists it.',
      ko: 'group_shuffle_split(함께 있어야 할 그룹), time(날짜나 숫자), column(train, validation, test) 규칙의 열. features에 적지 않으면 특징으로 쓰지 않습니다.',
    },
  }),
} satisfies Fields

/** All settings at their defaults. */
export const defaultTraining = (): Training => readProps(trainingFields, {}).props
export const defaultSplit = (): DataReference['split'] => readProps(splitFields, {}).props

/** A data reference to a source with its default split.
 *  @param source a valid name or `{ type, … }` */
export function createDataReference(source: Json): DataReference {
  const read = sourceField.read(source)
  if (!read.ok) throw new Error(`A data source must be ${read.expected.en}.`)
  return {
    source: read.value,
    split: { ...defaultSplit(), ...getMember(dataSources, read.value).split },
    fingerprint: null,
  }
}
