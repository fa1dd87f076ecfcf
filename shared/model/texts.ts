/** All problems of a network, as sentences. Each names the node, the field, the expected and received values, and what to do. */
import type { NodeId } from '../document/document.ts'
import { MAX_NODES } from '../document/limits.ts'
import type { FieldProblem } from '../fields/index.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text.ts'
import type { Fix, Problem } from './fix.ts'

/** A size in gigabytes, base 1024. */
const gigabytes = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`

/** An error of a node. */
export const nodeError = (
  code: string,
  node: NodeId,
  field: string | null,
  message: Text,
  fix?: Fix,
): Problem => problem(code, message, { node, field, ...(fix ? { fix } : {}) })
/** A warning: the network trains, but probably not as intended. */
export const nodeWarning = (
  code: string,
  node: NodeId,
  field: string | null,
  message: Text,
  fix?: Fix,
): Problem => ({
  ...nodeError(code, node, field, message, fix),
  severity: 'warning',
})

// ── one node ─────────────────────────────────────────────────────────────────────────────────────────────────────

export const unknownLayer = (node: NodeId, type: string) =>
  nodeError('unknown-layer', node, null, {
    en: `There is no layer of type “${type}” in this version. Replace it, or open the file with a newer Layerloom.`,
    ko: `이 버전에는 “${type}” 종류의 층이 없습니다. 다른 층으로 바꾸거나 더 새로운 Layerloom에서 여세요.`,
  })

export const groupFaults = {
  'no output': (node: NodeId, name: string) =>
    nodeError('group-output', node, null, {
      en: `${name} has no Output inside. Open it and connect an Output to the layer whose result it returns.`,
      ko: `${name} 안에 Output이 없습니다. 열어서 밖으로 내보낼 층에 Output을 연결하세요.`,
    }),
  'repeated inputs': (node: NodeId, name: string, inputs: number, outputs: number) =>
    nodeError('group-repeat', node, 'repeat', {
      en: `${name} is repeated, so its outputs become its inputs again: it needs as many Inputs inside as Outputs, and has ${inputs} and ${outputs}. Open it and make both the same, or set repeat to 1.`,
      ko: `${name}은(는) 반복되므로 출력이 다시 입력이 됩니다. 안에 Input과 Output의 수가 같아야 하는데 ${inputs}개와 ${outputs}개입니다. 열어서 수를 맞추거나 repeat를 1로 하세요.`,
    }),
  'too many': (node: NodeId, name: string) =>
    nodeError('group-repeat', node, 'repeat', {
      en: `With ${name} repeated so often the network has more than ${MAX_NODES.toLocaleString('en-US')} layers. Lower repeat.`,
      ko: `${name}을(를) 이만큼 반복하면 층이 ${MAX_NODES.toLocaleString('en-US')}개를 넘습니다. repeat를 줄이세요.`,
    }),
} as const

/** @param port index of the output, from 0 */
export const noSuchOutput = (node: NodeId, name: string, port: number, outputs: number) =>
  nodeError('group-output', node, null, {
    en: `A connection starts at output ${port + 1} of ${name}, which has ${outputs}. Delete that connection, or open ${name} and add an Output.`,
    ko: `${name}의 출력은 ${outputs}개인데 ${port + 1}번 출력에서 나가는 연결이 있습니다. 그 연결을 지우거나 ${name}을(를) 열어 Output을 추가하세요.`,
  })

/** @param port index of the output, from 0 */
export const noWayOut = (node: NodeId, name: string, port: number, outputs: number, fix: Fix) =>
  nodeError(
    'no-way-out',
    node,
    null,
    outputs === 0
      ? {
          en: `A connection starts at ${name}, but the network ends there: an Output has no output. Delete that connection, or start it at the layer before ${name}.`,
          ko: `${name}에서 나가는 연결이 있는데 신경망은 거기서 끝납니다. Output은 값을 넘기지 않습니다. 그 연결을 지우거나 ${name} 앞의 층에서 나가게 하세요.`,
        }
      : {
          en: `A connection starts at output ${port + 1} of ${name}, which has ${outputs}. Delete that connection.`,
          ko: `${name}의 출력은 ${outputs}개인데 ${port + 1}번 출력에서 나가는 연결이 있습니다. 그 연결을 지우세요.`,
        },
    fix,
  )

export const badField = (node: NodeId, name: string, p: FieldProblem) => {
  const field = p.at ? `${p.field}.${p.at}` : p.field
  return nodeError('bad-field', node, field, {
    en: `${name}: ${field} must be ${p.expected.en}; received ${p.received}.`,
    ko: `${name}: ${field}에는 ${p.expected.ko} 값이 필요한데 현재 값은 ${p.received}입니다.`,
  })
}

export const badName = (node: NodeId, given: string, used: string, why: 'refused' | 'taken') =>
  nodeWarning('bad-name', node, 'name', {
    en:
      why === 'taken'
        ? `Another layer is already named “${given}”, so this one trains and is exported as ${used}. Give it another name.`
        : `Keras does not allow the name “${given}”, so the layer trains and is exported as ${used}. Use letters A–Z, digits, _, - and . only.`,
    ko:
      why === 'taken'
        ? `이미 “${given}” 이름을 쓰는 층이 있어 이 층은 ${used} 이름으로 학습하고 내보냅니다. 다른 이름을 주세요.`
        : `Keras가 “${given}” 이름을 받지 않아 ${used} 이름으로 학습하고 내보냅니다. 영문자, 숫자, _, -, .만 쓰세요.`,
  })

export const badDtype = (node: NodeId, name: string, dtype: string) =>
  nodeError('bad-dtype', node, 'dtype', {
    en: `${name}: dtype must be float32 in this version; received “${dtype}”.`,
    ko: `${name}: 이 버전에서 dtype은 float32여야 하는데 “${dtype}”입니다.`,
  })

export const cycle = (node: NodeId, name: string) =>
  nodeError('cycle', node, null, {
    en: `${name} is part of a cycle, so its input would depend on its own output. Delete one connection of the cycle.`,
    ko: `${name}이(가) 순환에 들어 있어 입력이 자기 출력에 의존합니다. 순환의 연결 하나를 지우세요.`,
  })

export const noInput = (node: NodeId, name: string) =>
  nodeError('no-input', node, null, {
    en: `${name} has no input. Connect a layer to it, or delete it.`,
    ko: `${name}에 입력이 없습니다. 앞에 층을 연결하거나 지우세요.`,
  })

export const tooFewInputs = (node: NodeId, name: string, received: number, min: number, max: number) => {
  const wanted = min === max ? `${min}` : `${min} or more`
  const wantedKo = min === max ? `${min}개` : `${min}개 이상`
  return nodeError('too-few-inputs', node, null, {
    en: `${name} needs ${wanted} inputs and has ${received === 0 ? 'none' : received}. Connect ${min - received} more, or delete it.`,
    ko: `${name}은(는) 입력 ${wantedKo}가 필요한데 ${received}개가 있습니다. ${min - received}개 더 연결하거나 지우세요.`,
  })
}

export const tooManyInputs = (node: NodeId, name: string, received: number, expected: number) =>
  nodeError('too-many-inputs', node, null, {
    en: `${name} takes ${expected === 0 ? 'no input' : expected === 1 ? 'one input' : `${expected} inputs`} and has ${received}. Delete ${received - expected} of the connections.`,
    ko: `${name}은(는) 입력을 ${expected}개 받는데 ${received}개가 연결되어 있습니다. 연결 ${received - expected}개를 지우세요.`,
  })

export const layerFault = (
  node: NodeId,
  name: string,
  fault: { readonly text: Text; readonly field: string | null },
) =>
  nodeError('shape', node, fault.field, { en: `${name}: ${fault.text.en}`, ko: `${name}: ${fault.text.ko}` })

export const sharedShapes = (node: NodeId, name: string) =>
  nodeError('shared-shapes', node, null, {
    en: `${name} is shared by several nodes whose inputs have different sizes, so one set of weights cannot fit. Give this node a layer of its own.`,
    ko: `${name}을(를) 함께 쓰는 노드들의 입력 크기가 달라 가중치를 함께 쓸 수 없습니다. 이 노드에 별도의 층을 두세요.`,
  })

// ── the whole network ────────────────────────────────────────────────────────────────────────────────────────────

export const empty = () =>
  problem('empty', {
    en: 'The canvas is empty. Drag an Input from the palette, or open an example.',
    ko: '캔버스가 비어 있습니다. 팔레트에서 Input을 끌어 놓거나 예제를 여세요.',
  })

export const noInputLayer = (fix: Fix) =>
  problem(
    'no-input-layer',
    {
      en: 'The network has no Input. Add one and connect it to the first layer.',
      ko: '신경망에 Input이 없습니다. 추가해서 첫 층에 연결하세요.',
    },
    { fix },
  )

export const noOutputLayer = (fix: Fix) =>
  problem(
    'no-output-layer',
    {
      en: 'The network has no Output. Add one after the last layer: it defines the loss.',
      ko: '신경망에 Output이 없습니다. 마지막 층 뒤에 추가하세요. Output에서 손실 함수를 정합니다.',
    },
    { fix },
  )

export const sharedEnd = (node: NodeId, name: string, type: string) =>
  nodeError('shared-end', node, null, {
    en: `${name}: several nodes share this ${type}. Each needs a layer of its own: delete this node and add another ${type}.`,
    ko: `${name}: 여러 노드가 이 ${type} 하나를 함께 씁니다. 이 노드를 지우고 ${type}을 새로 추가하세요.`,
  })

export const tooManyFigures = (count: number, limit: number) =>
  problem('too-many-figures', {
    en: `The Outputs have ${count.toLocaleString('en-US')} losses and metrics in total; this version supports up to ${limit}. Remove some metrics.`,
    ko: `Output의 손실과 지표가 모두 ${count.toLocaleString('en-US')}개입니다. 이 버전은 ${limit}개까지 지원합니다. 지표를 줄이세요.`,
  })

export const tooManyEnds = (type: string, count: number, limit: number) =>
  problem('too-many-ends', {
    en: `The network has ${count.toLocaleString('en-US')} layers of type ${type}; this version trains up to ${limit}. Keep ${limit} or fewer.`,
    ko: `신경망에 ${type} 층이 ${count.toLocaleString('en-US')}개 있습니다. 이 버전은 ${limit}개까지 학습합니다. ${limit}개 이하로 줄이세요.`,
  })

export const tooLarge = (parameters: number, limit: number) =>
  problem('too-large', {
    en: `The network has ${parameters.toLocaleString('en-US')} parameters (${gigabytes(parameters * 4)}); this version trains up to ${limit.toLocaleString('en-US')}. Make units smaller.`,
    ko: `신경망의 매개변수가 ${parameters.toLocaleString('en-US')}개(${gigabytes(parameters * 4)})입니다. 이 버전은 ${limit.toLocaleString('en-US')}개까지 학습합니다. units를 줄이세요.`,
  })

// ── meaning ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const denseOnImage = (node: NodeId, name: string, shape: string, fix: Fix) =>
  nodeWarning(
    'dense-on-image',
    node,
    null,
    {
      en: `${name} works on the last axis of ${shape} only and leaves the others as they are. To use the whole row at once, put a Flatten before it.`,
      ko: `${name}은(는) ${shape}의 마지막 축에만 작용하고 나머지 축은 그대로 둡니다. 한 행 전체를 쓰려면 앞에 Flatten을 두세요.`,
    },
    fix,
  )

export const sameFigure = (node: NodeId, name: string, figure: string) =>
  nodeError('same-figure', node, null, {
    en: `${name}: the name “${figure}” of its loss or metric is already used in this network. Give the Output another name.`,
    ko: `${name}: 손실이나 지표의 이름 “${figure}”을(를) 이 신경망에서 이미 씁니다. Output의 이름을 바꾸세요.`,
  })

// ── fixes ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const fixes = {
  plainNumbers: { en: 'Turn standardize off', ko: 'standardize 끄기' },
  insertFlatten: { en: 'Insert Flatten', ko: 'Flatten 넣기' },
  disconnect: { en: 'Delete the connection', ko: '연결 지우기' },
  add: (type: string): Text => ({ en: `Add ${type}`, ko: `${type} 추가` }),
  addOutput: (target: string): Text => ({ en: `Add an Output for ${target}`, ko: `${target}의 Output 추가` }),
  addTarget: (column: string): Text => ({
    en: `Add ${column} to the data’s target`,
    ko: `데이터의 target에 ${column} 추가`,
  }),
  use: (what: string): Text => ({ en: `Use ${what}`, ko: `${what} 쓰기` }),
  units: (n: number): Text => ({ en: `Set units to ${n}`, ko: `units를 ${n}(으)로` }),
  shape: (shape: string): Text => ({ en: `Set shape to ${shape}`, ko: `shape를 ${shape}(으)로` }),
  noLogits: { en: 'Turn from_logits off', ko: 'from_logits 끄기' },
  suitingFigures: { en: 'Keep only suitable metrics', ko: '알맞은 지표만 남기기' },
}
