/** The sample that comes with the app. */
import { defineSource } from './source.ts'

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
