/** An initializer that suits the activation: He for ReLU and its variants (He et al. 2015), Glorot for saturating activations (Glorot
 *  and Bengio 2010), LeCun for SELU (Klambauer et al. 2017). Only these named initializers are checked: zeros, orthogonal or a custom
 *  scale are a deliberate choice. */
import type { Config } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import type { Text } from '../../text.ts'
import { setFieldAt } from '../fixes.ts'
import { fixes } from '../texts.ts'
import { findNextActivation, type HintRule, learnsKernel } from './hint-rule.ts'

interface Recommendation {
  /** Prefixes of the suitable initializers' names. */
  readonly prefixes: readonly string[]
  readonly recommended: string
  explain(name: string, activation: string, recommended: string, current: string): Text
}

const HE: Recommendation = {
  prefixes: ['he_'],
  recommended: 'he_normal',
  explain: (name, activation, recommended, current) => ({
    en: `${name}: ${activation} blocks part of the signal, and ${recommended} compensates for it. With ${current}, signals fade from layer to layer.`,
    ko: `${name}: ${activation}은(는) 신호의 일부를 막는데 ${recommended}이(가) 이를 보완합니다. ${current}(으)로는 층을 지날수록 신호가 약해집니다.`,
  }),
}
/** LeCun's initializer was made for tanh and hardly differs from Glorot's. */
const GLOROT: Recommendation = {
  prefixes: ['glorot_', 'lecun_'],
  recommended: 'glorot_uniform',
  explain: (name, activation, recommended, current) => ({
    en: `${name}: ${recommended} suits ${activation}. With ${current}, the initial weights are larger than needed, and training starts closer to where the function is flat.`,
    ko: `${name}: ${activation}에는 ${recommended}이(가) 알맞습니다. ${current}(으)로는 초기 가중치가 필요 이상으로 커서 함수가 평평한 곳에 더 가까이에서 학습을 시작합니다.`,
  }),
}
const LECUN: Recommendation = {
  prefixes: ['lecun_'],
  recommended: 'lecun_normal',
  explain: (name, activation, recommended, current) => ({
    en: `${name}: ${activation} keeps its outputs near mean 0 and variance 1 by itself, but only with initial weights like ${recommended}; received ${current}.`,
    ko: `${name}: ${activation}은(는) 출력을 평균 0, 분산 1 가까이 스스로 맞추지만 ${recommended} 같은 초기 가중치에서만 그렇습니다. 지금은 ${current}입니다.`,
  }),
}

const RECOMMENDATIONS = { he: HE, glorot: GLOROT, lecun: LECUN }
const NAMED_INITIALIZERS = /^(glorot|he|lecun)_(normal|uniform)$/

/** After a normalization the scale of the kernel hardly matters. */
const explainNormalized = (name: string, activation: string, recommended: string, current: string): Text => ({
  en: `${name}: before ${activation} a kernel usually starts from ${recommended}, not ${current}. The normalization between them makes the difference small.`,
  ko: `${name}: ${activation} 앞의 커널은 보통 ${current} 대신 ${recommended}(으)로 시작합니다. 사이에 정규화가 있어 차이는 작습니다.`,
})

export const fitsActivation: HintRule = {
  code: 'initializer-activation',
  title: { en: 'Initializer that suits the activation', ko: '활성화 함수에 알맞은 초기화' },
  find: (context) =>
    context.layers.flatMap((calls) => {
      const [{ node, layer }] = calls
      const initializer = layer.props.kernel_initializer as Config | undefined
      if (!initializer || !learnsKernel(calls[0]) || !NAMED_INITIALIZERS.test(initializer.type)) return []
      const [nextActivation, ...others] = calls.map((call) => findNextActivation(call, context))
      const suitable = nextActivation?.activation.suitableInitializer
      if (
        !nextActivation ||
        !suitable ||
        others.some((other) => other?.activation.type !== nextActivation.activation.type)
      )
        return []
      const recommendation = RECOMMENDATIONS[suitable]
      if (recommendation.prefixes.some((prefix) => initializer.type.startsWith(prefix))) return []
      const value: Json =
        initializer.seed == null
          ? recommendation.recommended
          : { type: recommendation.recommended, seed: initializer.seed as Json }
      const explain = nextActivation.normalized ? explainNormalized : recommendation.explain
      return [
        {
          node,
          field: 'kernel_initializer',
          message: explain(
            layer.name,
            nextActivation.activation.type,
            recommendation.recommended,
            initializer.type,
          ),
          fix: {
            label: fixes.use(recommendation.recommended),
            apply: (d) => setFieldAt(d, node, 'kernel_initializer', value),
          },
        },
      ]
    }),
}
