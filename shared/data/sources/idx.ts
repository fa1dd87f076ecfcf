/** Images and labels in the format of MNIST. */
import { string } from '../../fields/index.ts'
import { defineSource } from './source.ts'

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
