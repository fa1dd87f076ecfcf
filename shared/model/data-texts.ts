/** Where the network and the data do not go together, in words. */
import type { NodeId } from '../document/document.ts'
import { type Fix, problem } from '../problem.ts'
import type { Text } from '../text.ts'
import { on, warning } from './texts.ts'

export const embeddingScaled = (node: NodeId, name: string, fix: Fix | undefined) =>
  warning(
    'embedding-scaled',
    node,
    null,
    {
      en: `${name} looks up whole numbers, but the data is scaled before it gets here. Let it come as it is: standardize off for a table.`,
      ko: `${name}은(는) 정수를 찾아보는데 데이터가 그 전에 바뀝니다. 표라면 standardize를 꺼서 그대로 들어오게 하세요.`,
    },
    fix,
  )

export const dataShape = (node: NodeId, name: string, expected: string, received: string, fix: Fix) =>
  on(
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
  on(
    'data-shape',
    node,
    'shape',
    {
      en: `${name}: shape is ${received}, but its columns make ${expected}.`,
      ko: `${name}: shape는 ${received}인데 고른 열은 ${expected}입니다.`,
    },
    fix,
  )

export const tooFewOutputs = (node: NodeId, name: string, units: number, classes: number, fix?: Fix) =>
  on(
    'too-few-outputs',
    node,
    null,
    {
      en: `${name} receives ${units} number${units === 1 ? '' : 's'} per row, but the target has ${classes} classes. Give the last Dense ${classes} units.`,
      ko: `${name}에는 행마다 수 ${units}개가 들어오는데 목표는 분류가 ${classes}개입니다. 마지막 Dense의 units를 ${classes}(으)로 하세요.`,
    },
    fix,
  )

export const oneOutput = (node: NodeId, name: string, loss: string, units: number, fix?: Fix) =>
  on(
    'one-output',
    node,
    null,
    {
      en: `${name} receives ${units} numbers per row, but ${loss} compares one number with the target. Give the last Dense 1 unit.`,
      ko: `${name}에는 행마다 수 ${units}개가 들어오는데 ${loss}은(는) 수 하나를 목표와 견줍니다. 마지막 Dense의 units를 1로 하세요.`,
    },
    fix,
  )

export const classesNeeded = (node: NodeId, name: string, loss: string, target: string, fix: Fix) =>
  on(
    'classes-needed',
    node,
    'loss',
    {
      en: `${name}: ${loss} needs classes, but the target “${target}” is a number. Use mean_squared_error.`,
      ko: `${name}: ${loss}에는 분류가 필요한데 목표 “${target}”은(는) 숫자입니다. mean_squared_error를 쓰세요.`,
    },
    fix,
  )

export const binaryClasses = (node: NodeId, name: string, loss: string, classes: number, fix: Fix) =>
  on(
    'binary-classes',
    node,
    'loss',
    {
      en: `${name}: ${loss} with one output tells two classes apart, but the target has ${classes}. Use sparse_categorical_crossentropy with ${classes} outputs.`,
      ko: `${name}: 출력이 하나인 ${loss}은(는) 두 분류를 가리는데 목표는 분류가 ${classes}개입니다. 출력 ${classes}개와 sparse_categorical_crossentropy를 쓰세요.`,
    },
    fix,
  )

/** A name that a file may have made very long. */
const quoted = (name: string): string => `“${name.length > 60 ? `${name.slice(0, 60)}…` : name}”`
const listed = (names: readonly string[]): string =>
  [...names.slice(0, 10).map(quoted), ...(names.length > 10 ? ['…'] : [])].join(', ')

export const noSuchTarget = (
  node: NodeId,
  name: string,
  targets: readonly string[],
  received: string,
  fix?: Fix,
) =>
  on(
    'no-target',
    node,
    'target',
    {
      en: `${name}: target is ${quoted(received)}, but the data’s targets are ${listed(targets)}. Take one of them, or add the column to the data’s target.`,
      ko: `${name}: target은 ${quoted(received)}인데 데이터의 목표는 ${listed(targets)}입니다. 그중에서 고르거나 데이터의 target에 이 열을 더하세요.`,
    },
    fix,
  )

export const noSuchColumns = (
  node: NodeId,
  name: string,
  missing: readonly string[],
  columns: readonly string[],
) =>
  on(
    'no-columns',
    node,
    'columns',
    columns.length === 0
      ? {
          en: `${name}: columns names ${listed(missing)}, but the rows of this data have no named columns. Empty this field.`,
          ko: `${name}: columns에 ${listed(missing)}이(가) 있지만 이 데이터의 행에는 이름 있는 열이 없습니다. 이 칸을 비우세요.`,
        }
      : {
          en: `${name}: the data’s features have no column ${listed(missing)}. They are ${listed(columns)}.`,
          ko: `${name}: 데이터의 특징에 ${listed(missing)} 열이 없습니다. 있는 열: ${listed(columns)}.`,
        },
  )

export const columnTwice = (node: NodeId, name: string, column: string) =>
  on('column-twice', node, 'columns', {
    en: `${name}: columns names ${quoted(column)} twice. Name it once.`,
    ko: `${name}: columns에 ${quoted(column)}이(가) 두 번 있습니다. 한 번만 쓰세요.`,
  })

export const nothingWeighs = (node: NodeId, name: string) =>
  warning('nothing-weighs', node, 'weighted_metrics', {
    en: `${name}: weighted_metrics count rows by their weights, but neither class_weight nor the data’s sample_weight is set. Set one, or move them to metrics.`,
    ko: `${name}: weighted_metrics는 행을 가중치만큼 세는데 class_weight도 데이터의 sample_weight도 없습니다. 하나를 정하거나 metrics로 옮기세요.`,
  })

export const noRows = (which: Text) =>
  problem(
    'no-rows',
    {
      en: `No ${which.en} rows are left after the split. Use a larger table or smaller shares for validation and test.`,
      ko: `나눈 뒤 ${which.ko} 행이 남지 않습니다. 더 큰 표를 쓰거나 검증·시험의 몫을 줄이세요.`,
    },
    { field: 'data.split' },
  )
