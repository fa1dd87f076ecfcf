/** keras.Input: an entry point of the data into the network. */
import { names, shape } from '../../fields/index.ts'
import { defineLayer } from './layer.ts'

export const input = defineLayer({
  type: 'Input',
  category: 'io',
  keras: 'Input',
  kerasClass: 'InputLayer',
  role: 'input',
  help: { en: 'The input of the network: one row of the data.', ko: '신경망의 입력: 데이터의 한 행.' },
  inputs: 0,
  outputs: 1,
  glyph: 'M1.5 6H8M5.5 3 8.5 6l-3 3M10.5 1.5v9',
  fieldsOutsideKeras: ['columns'],
  fields: {
    shape: shape({
      default: [28, 28],
      shownOnNode: true,
      required: true,
      help: { en: 'Sizes of one row, without the batch.', ko: '배치를 뺀 한 행의 크기.' },
    }),
    columns: names({
      empty: { en: 'all', ko: '모두' },
      help: {
        en: 'Columns of the table to use, in this order; empty for all features.',
        ko: '사용할 표의 열(이 순서로). 비우면 특징 열 모두입니다.',
      },
    }),
  },
  /** Declares only the shape; the code that builds the graph supplies the rows. */
  build: (g, _, p) => g.argument('x', [null, ...p.shape]),
})
