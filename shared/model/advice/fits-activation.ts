/** An initializer that suits the activation: He for ReLU and its variants (He et al. 2015), Glorot for saturating activations (Glorot
 *  and Bengio 2010), LeCun for SELU (Klambauer et al. 2017). Only these named initializers are checked: zeros, orthogonal or a custom
 *  scale are a deliberate choice. */
import type { Config } from '../../fields/index.ts'
import type { Json } from '../../json.ts'
import type { Text } from '../../text.ts'
import { setFieldAt } from '../fixes.ts'
import type { ModelCall } from '../model.ts'
import { fixes } from '../texts.ts'
import { type Advice, type Advised, activationOf, isNormalization, learnsKernel } from './advice.ts'

interface Suit {
  /** Prefixes of the suitable initializers' names. */
  readonly fits: readonly string[]
  readonly use: string
  why(name: string, activation: string, use: string, now: string): Text
}

const HE: Suit = {
  fits: ['he_'],
  use: 'he_normal',
  why: (name, activation, use, now) => ({
    en: `${name}: ${activation} holds part of the signal back, and ${use} makes up for it. With ${now} signals fade from layer to layer.`,
    ko: `${name}: ${activation}은(는) 신호의 일부를 막는데 ${use}이(가) 그만큼 키워 줍니다. ${now}(으)로는 층을 지날수록 신호가 약해집니다.`,
  }),
}
/** LeCun's initializer was made for tanh and hardly differs from Glorot's. */
const GLOROT: Suit = {
  fits: ['glorot_', 'lecun_'],
  use: 'glorot_uniform',
  why: (name, activation, use, now) => ({
    en: `${name}: ${use} suits ${activation}. With ${now} the first weights are larger than they need to be, and it starts closer to where it is flat.`,
    ko: `${name}: ${activation}에는 ${use}이(가) 알맞습니다. ${now}(으)로는 처음 가중치가 필요 이상으로 커서 함수가 평평한 곳에 더 가까이 시작합니다.`,
  }),
}
const LECUN: Suit = {
  fits: ['lecun_'],
  use: 'lecun_normal',
  why: (name, activation, use, now) => ({
    en: `${name}: ${activation} keeps its outputs near mean 0 and variance 1 by itself, but only from a start like ${use}; received ${now}.`,
    ko: `${name}: ${activation}은(는) 출력을 평균 0, 분산 1 가까이 스스로 맞추지만 ${use} 같은 처음 값에서만 그렇습니다. 지금은 ${now}입니다.`,
  }),
}

const SUITS: { readonly [activation: string]: Suit } = {
  relu: HE,
  relu6: HE,
  leaky_relu: HE,
  PReLU: HE,
  elu: HE,
  celu: HE,
  gelu: HE,
  silu: HE,
  mish: HE,
  sigmoid: GLOROT,
  hard_sigmoid: GLOROT,
  tanh: GLOROT,
  hard_tanh: GLOROT,
  softsign: GLOROT,
  softmax: GLOROT,
  log_softmax: GLOROT,
  selu: LECUN,
}
const JUDGED = /^(glorot|he|lecun)_(normal|uniform)$/

/** Layers that change neither the kind of the signal nor, except for a normalization, its scale. */
const BETWEEN = new Set([
  'BatchNormalization',
  'LayerNormalization',
  'Dropout',
  'AlphaDropout',
  'GaussianNoise',
  'GaussianDropout',
])

interface Behind {
  readonly activation: string
  /** Whether a normalization comes before the activation. */
  readonly normalized: boolean
}

/** The layer's own activation, or the first one after it; null if the path branches or another layer follows. */
function activationBehind(call: ModelCall, { readersOf }: Advised): Behind | null {
  let at = call
  let normalized = false
  for (;;) {
    const activation = activationOf(at)
    if (activation !== 'linear') return { activation, normalized }
    const [next, ...others] = readersOf(at)
    if (!next || others.length > 0) return null
    const { type, family } = next.layer.definition
    if (family !== 'activation' && !BETWEEN.has(type)) return null
    if (isNormalization(next)) normalized = true
    at = next
  }
}

/** After a normalization the scale of the kernel hardly matters. */
const normalizedWhy = (name: string, activation: string, use: string, now: string): Text => ({
  en: `${name}: before ${activation} a kernel usually starts from ${use}, not ${now}. The normalization between them makes the difference small.`,
  ko: `${name}: ${activation} 앞의 커널은 보통 ${now} 대신 ${use}(으)로 시작합니다. 사이에 정규화가 있어 차이는 작습니다.`,
})

export const fitsActivation: Advice = {
  code: 'initializer-activation',
  title: { en: 'Initializer and activation that fit each other', ko: '서로 어울리는 초기화와 활성화 함수' },
  find: (advised) =>
    advised.layers.flatMap((calls) => {
      const [{ node, layer }] = calls
      const initializer = layer.props.kernel_initializer as Config | undefined
      if (!initializer || !learnsKernel(calls[0]) || !JUDGED.test(initializer.type)) return []
      const [behind, ...others] = calls.map((call) => activationBehind(call, advised))
      const suit = behind ? SUITS[behind.activation] : undefined
      if (!behind || !suit || others.some((other) => other?.activation !== behind.activation)) return []
      if (suit.fits.some((start) => initializer.type.startsWith(start))) return []
      const value: Json =
        initializer.seed == null ? suit.use : { type: suit.use, seed: initializer.seed as Json }
      const why = behind.normalized ? normalizedWhy : suit.why
      return [
        {
          node,
          field: 'kernel_initializer',
          message: why(layer.name, behind.activation, suit.use, initializer.type),
          fix: { label: fixes.use(suit.use), apply: (d) => setFieldAt(d, node, 'kernel_initializer', value) },
        },
      ]
    }),
}
