/** Data sources. Each source is a definition with fields; electron/engine/data/readers has one reader per type, and shared/keras/sources.ts
 *  one function that writes its Python. */
import {
  bool,
  choice,
  type Definition,
  type Family,
  nameOrNames,
  names,
  optionalString,
  string,
} from '../fields/index.ts'
import type { Text } from '../text.ts'
import type { DataReference } from './data-reference.ts'

export interface DataSourceDefinition extends Definition {
  readonly title: Text
  /** The data comes with the app, which downloads it at its first use. */
  readonly builtIn?: boolean
  /** The rows are those of a table: the field `target` names the columns to predict, and `features` those to learn from. */
  readonly isTable?: boolean
  /** Default split of this source, if it differs from that of other sources. */
  readonly split?: Partial<DataReference['split']>
}

const defineSource = <const D extends DataSourceDefinition>(source: D) => source

export const fashionMnist = defineSource({
  type: 'fashion_mnist',
  keras: 'datasets.fashion_mnist',
  title: { en: 'Fashion-MNIST', ko: 'Fashion-MNIST' },
  help: {
    en: '70,000 grayscale images of clothing, 28×28, in ten classes.',
    ko: '10개 클래스의 옷 이미지 70,000장, 28×28 흑백.',
  },
  fields: {},
  builtIn: true,
  // 55,000 rows for training.
  split: { validation: 5000, test: 10_000 },
})

export const idx = defineSource({
  type: 'idx',
  title: { en: 'IDX files', ko: 'IDX 파일' },
  help: {
    en: 'Images and labels in the format of MNIST, plain or gzipped.',
    ko: 'MNIST 형식의 이미지와 레이블 파일(gzip 가능).',
  },
  fields: {
    images: string({
      default: '',
      refersTo: 'file',
      shownOnNode: true,
      help: { en: 'File with the images or rows.', ko: '이미지(행) 파일.' },
    }),
    labels: string({
      default: '',
      refersTo: 'file',
      help: { en: 'File with one label per image.', ko: '이미지마다 레이블이 하나씩 있는 파일.' },
    }),
  },
})

export const csv = defineSource({
  type: 'csv',
  isTable: true,
  title: { en: 'CSV table', ko: 'CSV 표' },
  help: {
    en: 'A table: numbers in the feature columns, and one or more target columns.',
    ko: '특징 열은 숫자이고 목표 열이 하나 이상인 표.',
  },
  fields: {
    path: string({
      default: '',
      refersTo: 'file',
      shownOnNode: true,
      help: {
        en: 'The file; a relative path is relative to the document’s folder.',
        ko: '파일. 상대 경로는 문서가 있는 폴더를 기준으로 합니다.',
      },
    }),
    target: nameOrNames({
      empty: { en: 'the last one', ko: '마지막 열' },
      help: {
        en: 'Column to predict, or several for a network with several Outputs; empty for the last one.',
        ko: '예측할 열. Output이 여럿이면 여러 열을 쓸 수 있고, 비우면 마지막 열입니다.',
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
        en: 'Feature columns; empty for all except the targets and sample_weight.',
        ko: '특징 열. 비우면 목표와 sample_weight를 뺀 모두입니다.',
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
        en: 'Scales each column to mean 0 and standard deviation 1, computed from the training rows.',
        ko: '학습 행의 통계로 열마다 평균 0, 표준편차 1이 되게 합니다.',
      },
    }),
  },
})

/** The types of the sources. */
export type DataSourceType = (typeof sources)[number]['type']

const sources = [fashionMnist, idx, csv] as const

export const dataSources: Family<DataSourceDefinition> = {
  name: { en: 'data source', ko: '데이터 원본' },
  members: sources,
}
