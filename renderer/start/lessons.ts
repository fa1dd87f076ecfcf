/** What each example teaches and the result it reaches. The figures are those of the best epoch on the validation rows, trained as the
 *  file says (`npm run -s cli -- train assets/examples/NAME.loom`); tests/engine/runs/examples.long.test.ts trains all of them again. */
import type { Text } from '../../shared/text.ts'

export interface Lesson {
  readonly learns: Text
  /** The tour leads through it. */
  readonly hasTour?: true
  /** The metric by which the example is judged, by Keras's name, and the value it reaches. An example with `epoch` is about the number
   *  of its best epoch. */
  readonly reaches: {
    readonly figure: string
    readonly value: number
    readonly unit?: 'cm' | 'mpg'
    readonly epoch?: number
    /** The network learns nothing as it is drawn; what it needs is the lesson. */
    readonly isChance?: true
  }
}

const LESSONS: { readonly [example: string]: Lesson } = {
  'lesson-vanishing': {
    learns: {
      en: 'Why ten layers of sigmoid do not learn, and what helps: seen by the gradient in each layer.',
      ko: 'sigmoid 층 열 개가 왜 학습되지 않는지, 어떻게 고치는지 층마다 기울기를 보며 배웁니다.',
    },
    hasTour: true,
    reaches: { figure: 'val_accuracy', value: 0.1, isChance: true },
  },
  'lesson-he': {
    learns: {
      en: 'Initial weights that suit ReLU, so that signals keep their size from layer to layer.',
      ko: 'ReLU에 맞는 초기 가중치로, 층을 지나도 신호의 크기를 유지합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.876 },
  },
  'lesson-batchnorm': {
    learns: {
      en: 'Batch normalization after each layer, which lets plain SGD learn much faster.',
      ko: '층마다 배치 정규화를 넣어 기본 SGD로도 훨씬 빨리 학습합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8884 },
  },
  'lesson-batchnorm-before': {
    learns: {
      en: 'Normalization before the activation, where the layer needs no bias.',
      ko: '활성화 함수 앞에서 정규화하기. 이때 층에는 편향이 필요 없습니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8842 },
  },
  'lesson-variants': {
    learns: {
      en: 'Comparing two variants of a network: does the position of the normalization matter?',
      ko: '한 신경망의 두 변형을 나란히 비교해, 정규화의 위치가 중요한지 알아봅니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8884 },
  },
  'lesson-l2': {
    learns: {
      en: 'Small weights to reduce overfitting, with one set of defaults for all layers.',
      ko: '모든 층이 함께 쓰는 기본값으로 가중치를 작게 유지해 과대적합을 줄입니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.81 },
  },
  'lesson-dropout': {
    learns: {
      en: 'Dropout to reduce overfitting, and training that stops automatically.',
      ko: '드롭아웃으로 과대적합을 줄이고, 학습을 자동으로 멈춥니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8964 },
  },
  'lesson-optimizers': {
    learns: {
      en: 'One network trained by seven optimizers, from momentum to Nadam, whose curves are compared.',
      ko: '신경망 하나를 모멘텀부터 Nadam까지 일곱 가지 최적화 알고리즘으로 학습해 곡선을 비교합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8814 },
  },
  residual: {
    learns: {
      en: 'A skip connection past two layers, which then learn only what to add.',
      ko: '두 층을 건너뛰는 스킵 연결: 층은 더할 값만 학습합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8946 },
  },
  'deep-residual': {
    learns: {
      en: 'A deep network: one block, drawn once as a group and repeated.',
      ko: '블록 하나를 그룹으로 그리고 반복해 깊은 신경망을 만듭니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8882 },
  },
  iris: {
    learns: {
      en: 'A table from a CSV file: three species of iris from four lengths.',
      ko: 'CSV 파일의 표로, 네 가지 길이에서 붓꽃의 세 품종을 예측합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8 },
  },
  penguins: {
    learns: {
      en: 'Numbers and categories with gaps: three species of penguins.',
      ko: '숫자와 범주가 섞이고 빈칸이 있는 표로, 펭귄의 세 종을 예측합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 1 },
  },
  cars: {
    learns: {
      en: 'Predicting a number from a table with gaps: how far a car goes on a gallon.',
      ko: '빈칸이 있는 표에서 수를 예측하기: 자동차의 연비.',
    },
    reaches: { figure: 'val_mean_absolute_error', value: 2.2435, unit: 'mpg' },
  },
  'iris-petal-width': {
    learns: {
      en: 'Predicting a number instead of a class: the width of a petal.',
      ko: '클래스 대신 수를 예측하기: 꽃잎의 너비.',
    },
    reaches: { figure: 'val_mean_absolute_error', value: 0.1279, unit: 'cm' },
  },
  'wide-and-deep': {
    learns: {
      en: 'Two Inputs and two Outputs: a class and a number from one network.',
      ko: '입력 둘과 출력 둘: 한 신경망에서 클래스와 수를 함께 예측합니다.',
    },
    reaches: { figure: 'val_kind_accuracy', value: 0.9667 },
  },
  'lesson-early-stopping': {
    learns: {
      en: 'Far too flexible a curve, and training that stops before it follows the noise.',
      ko: '지나치게 유연한 곡선이 잡음까지 따라가기 전에 학습을 멈춥니다.',
    },
    reaches: { figure: 'val_root_mean_squared_error', value: 1.1296, epoch: 241 },
  },
}

export const lessonOf = (example: string): Lesson | null =>
  Object.hasOwn(LESSONS, example) ? LESSONS[example]! : null

/** 'Accuracy about 88 % on unseen rows'. */
export function resultOf({ reaches: { value, unit, epoch, isChance } }: Lesson): Text {
  if (epoch !== undefined) {
    const about = Math.round(epoch / 10) * 10
    return {
      en: `Best on unseen rows after about ${about} epochs`,
      ko: `새로운 행에서는 에포크 ${about} 무렵이 가장 좋음`,
    }
  }
  if (unit) {
    const error = value.toFixed(2)
    return {
      en: `Mean error about ${error} ${unit} on unseen rows`,
      ko: `새로운 행에서 평균 오차 약 ${error} ${unit}`,
    }
  }
  const percent = Math.round(value * 100)
  if (isChance)
    return {
      en: `Accuracy ${percent} %, as by chance, until you repair it`,
      ko: `고치기 전에는 정확도 ${percent}%, 찍는 것과 같음`,
    }
  return {
    en: `Accuracy about ${percent} % on unseen rows`,
    ko: `새로운 행에서 정확도 약 ${percent}%`,
  }
}
