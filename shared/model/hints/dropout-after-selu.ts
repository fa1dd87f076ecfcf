/** Dropout after SELU: zeros change mean and variance, AlphaDropout preserves them. Klambauer et al. 2017, “Self-normalizing neural
 *  networks”. */
import { alphaDropout } from '../../catalog/layers/alpha-dropout.ts'
import type { Json } from '../../json.ts'
import { changeLayerAt } from '../fixes.ts'
import { fixes } from '../texts.ts'
import { activationOf, type HintRule } from './hint-rule.ts'

export const dropoutAfterSelu: HintRule = {
  code: 'dropout-after-selu',
  title: { en: 'AlphaDropout after selu', ko: 'selu 뒤에는 AlphaDropout' },
  find: ({ layers, model }) =>
    layers.flatMap((calls) => {
      const [{ node, layer }] = calls
      const { rate, seed } = layer.props as { readonly rate: number; readonly seed: Json }
      // AlphaDropout does not accept a rate of 1.
      if (layer.definition.noise !== 'zero' || rate === 0 || rate === 1) return []
      if (!calls.every(({ inputs: [from] }) => activationOf(model.calls[from!]!).selfNormalizing)) return []
      return [
        {
          node,
          field: null,
          message: {
            en: `${layer.name}: Dropout changes the mean and variance that selu keeps. AlphaDropout drops the same fraction and keeps both.`,
            ko: `${layer.name}: Dropout은 selu가 유지하는 평균과 분산을 바꿉니다. AlphaDropout은 같은 비율을 드롭하면서 둘 다 유지합니다.`,
          },
          fix: {
            label: fixes.use(alphaDropout.type),
            apply: (d) =>
              changeLayerAt(d, node, (target) => {
                const props = { rate, ...(seed === null ? {} : { seed }) }
                Object.assign(target, { type: alphaDropout.type, props, definition: null })
              }),
          },
        },
      ]
    }),
}
