/** Problems between the network and the data, as sentences. */
import type { NodeId } from '../document/document.ts'
import { problem } from '../problem.ts'
import type { Text } from '../text.ts'
import type { Fix } from './fix.ts'
import { nodeError, nodeWarning } from './texts.ts'

export const embeddingScaled = (node: NodeId, name: string, fix: Fix | undefined) =>
  nodeWarning(
    'embedding-scaled',
    node,
    null,
    {
      en: `${name} needs whole numbers, but the data is scaled first. Turn standardize off for a table.`,
      ko: `${name}에는 정수가 필요한데 데이터가 먼저 변환됩니다. 표라면 standardize를 끄세요.`,
    },
    fix,
  )

export const codesAsNumbers = (node: NodeId, name: string, column: string, size: number, fix: Fix) =>
  nodeWarning(
    'codes-as-numbers',
    node,
    'columns',
    {
      en: `${name}: column ${quoted(column)} holds codes from 0 to ${size - 1}, which are names and no amounts. Let an Embedding with input_dim ${size} learn what they mean.`,
      ko: `${name}: ${quoted(column)} 열의 값은 0부터 ${size - 1}까지의 번호로, 양이 아니라 이름입니다. input_dim이 ${size}인 Embedding이 뜻을 학습하게 하세요.`,
    },
    fix,
  )

export const targetWithoutOutput = (node: NodeId, target: string, fix: Fix | undefined) =>
  nodeWarning(
    'target-without-output',
    node,
    null,
    {
      en: `No Output learns the target ${quoted(target)}. Add an Output for it, or give the column another role.`,
      ko: `목표 ${quoted(target)}을(를) 학습하는 Output이 없습니다. Output을 더하거나 열의 역할을 바꾸세요.`,
    },
    fix,
  )

export const dataShape = (node: NodeId, name: string, expected: string, received: string, fix: Fix) =>
  nodeError(
    'data-shape',
    node,
    'shape',
    {
      en: `${name}: shape is ${received}, but a row of the data is ${expected}.`,
      ko: `${name}: shape는 ${received}인데 데이터 한 행은 ${expected}입니다.`,
    },
    fix,
  )

export const columnsShape = (node: NodeId, name: string, expected: string, received: string, fix: Fix) =>
  nodeError(
    'data-shape',
    node,
    'shape',
    {
      en: `${name}: shape is ${received}, but its columns give ${expected}.`,
      ko: `${name}: shape는 ${received}인데 고른 열은 ${expected}입니다.`,
    },
    fix,
  )

/** A name in quotes, shortened because a file may contain a very long one. */
export const quoted = (name: string): string => `“${name.length > 60 ? `${name.slice(0, 60)}…` : name}”`
export const listed = (names: readonly string[]): string =>
  [...names.slice(0, 10).map(quoted), ...(names.length > 10 ? ['…'] : [])].join(', ')

export const noSuchColumns = (
  node: NodeId,
  name: string,
  missing: readonly string[],
  columns: readonly string[],
) =>
  nodeError(
    'no-columns',
    node,
    'columns',
    columns.length === 0
      ? {
          en: `${name}: columns lists ${listed(missing)}, but the rows of this data have no named columns. Clear this field.`,
          ko: `${name}: columns에 ${listed(missing)}이(가) 있지만 이 데이터의 행에는 이름 있는 열이 없습니다. 이 칸을 비우세요.`,
        }
      : {
          en: `${name}: the data’s features have no column ${listed(missing)}. They are ${listed(columns)}.`,
          ko: `${name}: 데이터의 특징에 ${listed(missing)} 열이 없습니다. 있는 열: ${listed(columns)}.`,
        },
  )

export const columnTwice = (node: NodeId, name: string, column: string) =>
  nodeError('column-twice', node, 'columns', {
    en: `${name}: columns lists ${quoted(column)} twice. List it once.`,
    ko: `${name}: columns에 ${quoted(column)}이(가) 두 번 있습니다. 한 번만 쓰세요.`,
  })

export const nothingWeighs = (node: NodeId, name: string) =>
  nodeWarning('nothing-weighs', node, 'weighted_metrics', {
    en: `${name}: weighted_metrics weight the rows, but neither class_weight nor the data’s sample_weight is set. Set one, or move them to metrics.`,
    ko: `${name}: weighted_metrics는 행에 가중치를 주는데 class_weight도 데이터의 sample_weight도 없습니다. 하나를 정하거나 metrics로 옮기세요.`,
  })

export const noRows = (which: Text) =>
  problem(
    'no-rows',
    {
      en: `No ${which.en} rows are left after the split. Use a larger table, or fewer rows for validation and test.`,
      ko: `나눈 뒤 ${which.ko} 행이 남지 않습니다. 더 큰 표를 쓰거나 검증과 테스트의 행을 줄이세요.`,
    },
    { field: 'data.split' },
  )

const PART_NAMES = {
  train: { en: 'training', ko: '학습' },
  validation: { en: 'validation', ko: '검증' },
  test: { en: 'test', ko: '테스트' },
} as const

export const classWithoutRows = (part: keyof typeof PART_NAMES, classes: readonly string[]) => {
  const { en, ko } = PART_NAMES[part]
  const more = classes.length - 1
  const name = quoted(classes[0]!)
  return problem(
    'class-without-rows',
    {
      en: `No ${en} row is of class ${name}${more > 0 ? `, nor of ${more.toLocaleString('en-US')} more` : ''}. ${part === 'train' ? 'The network cannot learn what it does not see' : 'The figures of these rows say nothing about it'}: change the shares or the seed of the split.`,
      ko: `${ko} 행에 ${name} 분류${more > 0 ? `(그 밖에 ${more.toLocaleString('en-US')}개)` : ''}의 행이 없습니다. ${part === 'train' ? '보지 못한 분류는 배울 수 없습니다' : '이 행의 값은 그 분류에 대해 아무것도 알려 주지 않습니다'}. 나누는 비율이나 시드를 바꾸세요.`,
    },
    { severity: 'warning', field: 'data.split' },
  )
}
