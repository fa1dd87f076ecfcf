/** What each example teaches and the result it reaches. The figures are those of the best epoch on the validation rows, trained as the
 *  file says (`npm run -s cli -- train assets/examples/NAME.loom`); tests/engine/runs/examples.long.test.ts trains all of them again. */
import type { Text } from '../../shared/text.ts'

export interface Lesson {
  readonly learns: Text
  /** The metric by which the example is judged, by Keras's name, and the value it reaches. */
  readonly reaches: { readonly figure: string; readonly value: number; readonly unit?: 'cm' }
}

const LESSONS: { readonly [example: string]: Lesson } = {
  'lesson-he': {
    learns: {
      en: 'Start weights that fit ReLU, so that signals keep their size from layer to layer.',
      ko: 'ReLU에 맞는 초기 가중치로, 층을 지나도 신호의 크기를 유지하는 법을 배웁니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8798 },
  },
  'lesson-batchnorm': {
    learns: {
      en: 'Batch normalization after each layer, with which plain SGD learns much faster.',
      ko: '층마다 배치 정규화를 넣으면 기본 SGD도 훨씬 빨리 배운다는 것을 봅니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.896 },
  },
  'lesson-batchnorm-before': {
    learns: {
      en: 'Normalizing before the activation, where a layer needs no bias of its own.',
      ko: '활성화 함수 앞에서 정규화하기. 이때 층에는 편향이 필요 없습니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.892 },
  },
  'lesson-variants': {
    learns: {
      en: 'Comparing two variants of a network: does the place of the normalization matter?',
      ko: '한 신경망의 두 변형을 나란히 비교해, 정규화의 위치가 중요한지 알아봅니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.896 },
  },
  'lesson-l2': {
    learns: {
      en: 'Keeping weights small against overfitting, with one set of defaults for all layers.',
      ko: '모든 층이 함께 쓰는 기본값으로 가중치를 작게 유지해 과대적합을 줄입니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8288 },
  },
  'lesson-dropout': {
    learns: {
      en: 'Dropout against overfitting, and a training that stops by itself.',
      ko: '드롭아웃으로 과대적합을 줄이고, 학습이 스스로 멈추게 합니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.9014 },
  },
  residual: {
    learns: {
      en: 'A wire that goes past two layers: they learn only what is to be added.',
      ko: '두 층을 건너뛰는 연결: 층은 더할 것만 배우면 됩니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.896 },
  },
  'deep-residual': {
    learns: {
      en: 'Going deep: one block drawn once as a group and repeated.',
      ko: '블록 하나를 그룹으로 그리고 반복해 깊은 신경망을 만듭니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8922 },
  },
  iris: {
    learns: {
      en: 'A table from a CSV file: three kinds of iris by four lengths.',
      ko: 'CSV 파일의 표로, 네 가지 길이에서 붓꽃의 세 품종을 알아맞힙니다.',
    },
    reaches: { figure: 'val_accuracy', value: 0.8 },
  },
  'iris-petal-width': {
    learns: {
      en: 'A number in place of a class: how wide a petal is.',
      ko: '분류 대신 수를 예측하기: 꽃잎의 너비를 알아맞힙니다.',
    },
    reaches: { figure: 'val_mean_absolute_error', value: 0.1398, unit: 'cm' },
  },
  'wide-and-deep': {
    learns: {
      en: 'Two Inputs and two Outputs: a class and a number from one network.',
      ko: '입력 둘과 출력 둘: 한 신경망에서 분류와 수를 함께 얻습니다.',
    },
    reaches: { figure: 'val_kind_accuracy', value: 0.8333 },
  },
}

export const lessonOf = (example: string): Lesson | null =>
  Object.hasOwn(LESSONS, example) ? LESSONS[example]! : null

/** 'About 88 % right on rows it has not seen'. */
export function resultOf({ reaches: { value, unit } }: Lesson): Text {
  if (unit) {
    const error = value.toFixed(2)
    return {
      en: `About ${error} ${unit} off on rows it has not seen`,
      ko: `처음 보는 행에서 평균 오차 약 ${error} ${unit}`,
    }
  }
  const percent = Math.round(value * 100)
  return {
    en: `About ${percent} % right on rows it has not seen`,
    ko: `처음 보는 행에서 정확도 약 ${percent}%`,
  }
}
