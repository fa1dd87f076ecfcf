/** Data sources. Each source is a definition with fields; electron/engine/data/readers has one reader per type, and shared/keras/sources.ts
 *  one function that writes its Python. */
import {
  bool,
  choice,
  type Definition,
  type Family,
  nameOrNames,
  names,
  optionalInt,
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

/** How a text table is read, with the names of pandas.read_csv. None: as found in the file. */
export const readerOptions = {
  sep: optionalString({
    advanced: true,
    help: {
      en: 'What separates the cells of a row; a blank stands for any number of blanks.',
      ko: '한 행에서 셀을 나누는 문자. 공백 하나는 공백 여러 개도 뜻합니다.',
    },
  }),
  decimal: optionalString({
    advanced: true,
    help: { en: 'The decimal mark of numbers: . or ,', ko: '숫자의 소수점 기호: . 또는 ,' },
  }),
  thousands: optionalString({
    advanced: true,
    help: {
      en: 'The mark between thousands, which is taken away; an empty text: none.',
      ko: '천 단위 구분 기호. 숫자로 읽을 때 뺍니다. 빈 문자열이면 없습니다.',
    },
  }),
  header: optionalInt({
    min: 0,
    max: 16,
    advanced: true,
    help: {
      en: 'Number of lines with the names of the columns; several are joined, 0: none.',
      ko: '열 이름이 있는 줄 수. 여러 줄이면 이어 붙이고, 0이면 없습니다.',
    },
  }),
  skiprows: optionalInt({
    min: 0,
    max: 1_000_000,
    advanced: true,
    help: {
      en: 'Number of lines at the top that are not part of the table.',
      ko: '표에 속하지 않는 맨 위 줄 수.',
    },
  }),
  comment: optionalString({
    advanced: true,
    help: {
      en: 'Lines that start with it are left out; an empty text: none.',
      ko: '이 문자로 시작하는 줄은 읽지 않습니다. 빈 문자열이면 없습니다.',
    },
  }),
  quotechar: optionalString({
    advanced: true,
    help: {
      en: 'What encloses cells that contain the separator; an empty text: nothing.',
      ko: '구분 기호가 들어 있는 셀을 감싸는 문자. 빈 문자열이면 없습니다.',
    },
  }),
  encoding: optionalString({
    advanced: true,
    help: {
      en: 'The encoding of the text: utf-8, utf-16, latin-1, cp1252, cp949, shift_jis, gb18030.',
      ko: '텍스트 인코딩: utf-8, utf-16, latin-1, cp1252, cp949, shift_jis, gb18030.',
    },
  }),
  na_values: names({
    advanced: true,
    empty: { en: 'as found', ko: '찾은 대로' },
    help: {
      en: 'The texts that stand for a missing value; an empty cell always does.',
      ko: '빈 값을 뜻하는 텍스트. 빈 셀은 항상 빈 값입니다.',
    },
  }),
}

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
        en: 'Scales each number column that has no steps of its own to mean 0 and standard deviation 1, computed from the training rows.',
        ko: '단계를 따로 정하지 않은 숫자 열마다 학습 행의 통계로 평균 0, 표준편차 1이 되게 합니다.',
      },
    }),
    ...readerOptions,
  },
})

/** The types of the sources. */
export type DataSourceType = (typeof sources)[number]['type']

const sources = [fashionMnist, idx, csv] as const

export const dataSources: Family<DataSourceDefinition> = {
  name: { en: 'data source', ko: '데이터 원본' },
  members: sources,
}
