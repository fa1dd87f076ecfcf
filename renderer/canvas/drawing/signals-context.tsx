/** The signals of a canvas's network for its cards: what each node shows, and where. null while signals are off. */
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { type Direction, directionOf } from '../../../shared/document/direction.ts'
import { type Document, mainNetwork, type NetworkId, type NodeId } from '../../../shared/document/document.ts'
import { type GroupPath, pathOf } from '../../../shared/document/groups.ts'
import type { Analysis } from '../../../shared/model/analyze.ts'
import type { CallSignals } from '../../../shared/signals/signals.ts'
import type { Box } from '../../geometry/box.ts'
import {
  callAt,
  type Fault,
  faultOf,
  type GradientLevel,
  gradientLevel,
  indexSignals,
  type SignalsIndex,
} from '../../signals/node-signals.ts'
import { type Place, signalPlaces } from '../../signals/places.ts'
import { shownSignals, useSignals } from '../../signals/state.ts'
import type { ViewNode } from './views.ts'

interface CanvasSignals {
  readonly index: SignalsIndex
  readonly analysis: Analysis
  readonly groups: GroupPath
  readonly places: ReadonlyMap<NodeId, Place>
  readonly direction: Direction
  /** The card that has the names of the axes. */
  readonly head: NodeId | null
  /** They are those of an older drawing. */
  readonly isStale: boolean
}

const SignalsContext = createContext<CanvasSignals | null>(null)

/** What a card shows of its node. */
export interface CardSignals extends Pick<CanvasSignals, 'index' | 'direction' | 'isStale'> {
  readonly call: CallSignals
  readonly level: GradientLevel
  readonly fault: Fault | null
  readonly place: Place
  readonly isHead: boolean
}

/** null without signals, and for Inputs and Outputs, which pass on what others put out. */
export function useCardSignals(id: NodeId): CardSignals | null {
  const shown = useContext(SignalsContext)
  if (!shown) return null
  const { index, analysis, groups, places, head, ...common } = shown
  const call =
    analysis.nodes.get(id)?.definition?.category === 'io'
      ? null
      : callAt(index, analysis.structure, pathOf(groups, id))
  return (
    call && {
      ...common,
      index,
      call,
      level: gradientLevel(index, call),
      fault: faultOf(index, call),
      place: places.get(id) ?? 'inside',
      isHead: id === head,
    }
  )
}

interface Props {
  readonly variant: NetworkId
  readonly groups: GroupPath
  /** The document with the network on the canvas as its main one. */
  readonly drawn: Document
  /** With the facts of the nodes on the canvas. */
  readonly analysis: Analysis
  readonly nodes: readonly ViewNode[]
  readonly children: ReactNode
}

export function SignalsProvider({ variant, groups, drawn, analysis, nodes, children }: Props) {
  const signals = useSignals((s) => (s.isOn ? shownSignals(s, variant) : null))
  const isStale = useSignals((s) => s.replay === null && (s.byVariant.get(variant)?.isStale ?? false))
  const { model } = analysis
  const index = useMemo(() => signals && indexSignals(signals, model), [signals, model])
  const isShown = index !== null
  const direction = directionOf(mainNetwork(drawn))
  const places = useMemo(
    () => (isShown ? signalPlaces(boxesByNode(nodes), direction) : new Map<NodeId, Place>()),
    [isShown, nodes, direction],
  )
  const value = useMemo(
    () =>
      index && {
        index,
        analysis,
        groups,
        places,
        direction,
        isStale,
        head: headOf(index, analysis, groups, places),
      },
    [index, analysis, groups, places, direction, isStale],
  )
  return <SignalsContext value={value}>{children}</SignalsContext>
}

const boxesByNode = (nodes: readonly ViewNode[]): ReadonlyMap<NodeId, Box> =>
  new Map(
    nodes.map(({ id, position, width, height }) => [id, { ...position, width: width!, height: height! }]),
  )

/** The first card that shows signals beside it, else the first one that shows any. */
function headOf(
  index: SignalsIndex,
  { nodes, structure }: Analysis,
  groups: GroupPath,
  places: ReadonlyMap<NodeId, Place>,
): NodeId | null {
  const showing = [...nodes].flatMap(([id, { definition }]) =>
    definition?.category !== 'io' && places.has(id) && callAt(index, structure, pathOf(groups, id))
      ? [id]
      : [],
  )
  return showing.find((id) => places.get(id) !== 'inside') ?? showing[0] ?? null
}
