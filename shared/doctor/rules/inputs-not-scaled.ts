/** Inputs far from mean 0 and standard deviation 1: the largest feature decides alone, and saturates what follows. LeCun et al. 1998,
 *  “Efficient BackProp”, section 4.3. */

import { dataSources } from '../../data/sources/index.ts'
import { setData } from '../../document/edits.ts'
import { getMember } from '../../fields/index.ts'
import type { Fix } from '../../model/fix.ts'
import type { ModelCall } from '../../model/model.ts'
import { type FindingRule, withFix } from '../finding.ts'
import { formatNumber } from '../format.ts'
import { addAfter } from '../repairs.ts'
import type { Subject } from '../subject.ts'

/** Root mean square of the inputs. Measured: at most 1 in healthy networks. */
const LIMIT = 10

export const inputsNotScaled: FindingRule = {
  code: 'inputs-not-scaled',
  title: { en: 'Inputs that are not scaled', ko: '조정하지 않은 입력' },
  find(subject) {
    const [start] = subject.moments
    if (start?.signals.source !== 'data') return []
    for (const i of subject.model.inputs) {
      const call = subject.model.calls[i]!
      const outputs = start.of(call)?.outputs
      if (!outputs || Math.hypot(outputs.mean, outputs.deviation) < LIMIT || isScaledAfter(subject, call))
        continue
      const { name } = call.layer
      return [
        {
          node: call.node,
          field: null,
          title: { en: `${name} is not scaled`, ko: `${name}의 입력이 조정되지 않음` },
          message: {
            en: `The inputs reach ${formatNumber(Math.max(Math.abs(outputs.min), Math.abs(outputs.max)))}: weights are drawn for inputs around 0 of size 1, so the largest feature decides alone and steps in it are far too large.`,
            ko: `입력이 ${formatNumber(Math.max(Math.abs(outputs.min), Math.abs(outputs.max)))}까지 갑니다. 가중치는 크기 1인 0 근처의 입력에 맞게 뽑히므로, 가장 큰 특징이 홀로 결과를 정하고 그쪽 스텝이 지나치게 커집니다.`,
          },
          figures: [
            {
              label: { en: 'mean', ko: '평균' },
              value: formatNumber(outputs.mean),
              isBad: Math.abs(outputs.mean) >= LIMIT,
            },
            {
              label: { en: 'standard deviation', ko: '표준편차' },
              value: formatNumber(outputs.deviation),
              isBad: outputs.deviation >= LIMIT,
            },
          ],
          ...withFix(scale(subject, call)),
        },
      ]
    }
    return []
  },
}

/** Whether a layer scales the inputs before any weights, or takes them as indices. */
function isScaledAfter({ readersOf }: Subject, call: ModelCall): boolean {
  return readersOf(call).every((reader) => {
    const { definition, weights } = reader.layer
    if (definition.category === 'normalization' || definition.takesIndices) return true
    return (
      weights.length === 0 && definition.role === undefined && isScaledAfter({ readersOf } as Subject, reader)
    )
  })
}

/** Standardized columns of a table; for other data a normalization at the beginning. */
function scale({ document }: Subject, { node, layer }: ModelCall): Fix {
  const source = document.data?.source
  const fields = source && getMember(dataSources, source).fields
  if (fields && Object.hasOwn(fields, 'standardize') && source.standardize === false)
    return {
      label: { en: 'Turn standardize on', ko: 'standardize 켜기' },
      apply: (d) => setData(d, 'source.standardize', true),
    }
  return {
    label: {
      en: `Add BatchNormalization after ${layer.name}`,
      ko: `${layer.name} 뒤에 BatchNormalization 추가`,
    },
    apply: (d) => addAfter(d, node, 'BatchNormalization', {}),
  }
}
