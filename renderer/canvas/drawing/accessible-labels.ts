/** Accessible labels of nodes and wires. */
import { formatDims, formatShape } from '../../../shared/graph/shape.ts'
import { type NodeFacts, shapeOf, shapesOf } from '../../../shared/model/node-facts.ts'
import type { Language } from '../../../shared/text.ts'
import { formatCount } from '../../ui/format.ts'

/** "Dense dense, output (None, 300), 235,500 parameters". */
export function nodeLabel(facts: NodeFacts, language: Language): string {
  const type = facts.definition?.type ?? '?'
  const outputs = shapesOf(facts)
  const unknown = language === 'ko' ? '알 수 없음' : 'unknown'
  const shape = outputs.map((each) => (each ? formatShape(each) : unknown)).join(', ')
  const problemCount = facts.problems.length
  return language === 'ko'
    ? `${type} ${facts.name}, 출력 ${shape}, 매개변수 ${formatCount(facts.parameters)}개${problemCount ? `, 문제 ${problemCount}개` : ''}`
    : `${type} ${facts.name}, output${outputs.length > 1 ? 's' : ''} ${shape}, ${formatCount(facts.parameters)} parameters${problemCount ? `, ${problemCount} ${problemCount === 1 ? 'problem' : 'problems'}` : ''}`
}

/** The shape of a wire from one of a node's outputs, as "None, 300"; null where it is unknown. */
export function wireShape(from: NodeFacts | undefined, port: number): string | null {
  const shape = from ? shapeOf(from, port) : null
  return shape && formatDims(shape)
}

interface End {
  readonly facts: NodeFacts | undefined
  /** Counted from 0; null where all wires share one handle. */
  readonly port: number | null
}

/** "block output 1 to add input 2, shape None, 300". */
export function wireLabel(from: End, to: End, shape: string | null, language: Language): string {
  const [a, b] = [from.facts?.name ?? '?', to.facts?.name ?? '?']
  const [output, input] = [from.port, to.port].map((port) => (port === null ? null : port + 1))
  return language === 'ko'
    ? `${a}${output === null ? '' : ` 출력 ${output}`}에서 ${b}${input === null ? '' : ` 입력 ${input}`}로, 모양 ${shape ?? '알 수 없음'}`
    : `${a}${output === null ? '' : ` output ${output}`} to ${b}${input === null ? '' : ` input ${input}`}, shape ${shape ?? 'unknown'}`
}
