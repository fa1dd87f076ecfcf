/** The surroundings of an open group, drawn faintly: its frame, and the layers and wires outside. A click on a layer goes to it. */
import { ViewportPortal } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { type GroupPath, networkAt, pathOf } from '../../../shared/document/groups.ts'
import type { NodeFacts } from '../../../shared/model/node-facts.ts'
import type { Box } from '../../geometry/box.ts'
import { goToOuterNode } from '../../groups/groups.ts'
import { type OuterNode, surroundingsOf } from '../../groups/surroundings.ts'
import { useAnalysis } from '../../state/analysis.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { formatCount } from '../../ui/format.ts'
import { layerColor } from '../../ui/glyph.tsx'
import { useText } from '../../ui/text.ts'
import { titleOf } from './card-texts.ts'
import { useDetailLevel } from './detail-level.tsx'
import { outsidePaths } from './outside-wires.ts'
import styles from './surroundings.module.css'

const boxStyle = ({ x, y, width, height }: Box): React.CSSProperties => ({
  transform: `translate(${x}px, ${y}px)`,
  width,
  height,
})

export function Surroundings() {
  const groups = useApp((s) => s.inGroups)
  const shown = useApp((s) => s.surroundings)
  return shown && groups.length > 0 ? <OuterNetworks groups={groups} /> : null
}

function OuterNetworks({ groups }: { readonly groups: GroupPath }) {
  const document = useDocument()
  const analysis = useAnalysis()
  const open = networkAt(document, groups) !== null
  const level = useDetailLevel()
  const { frames, nodes, paths } = useMemo(() => {
    const all = open ? surroundingsOf(document, groups) : { frames: [], nodes: [], wires: [] }
    return { ...all, paths: [...outsidePaths(all)] }
  }, [document, groups, open])
  return (
    <ViewportPortal>
      <svg className={styles.wires} aria-hidden="true">
        {paths.map(([key, path]) => (
          <path key={key} d={path} />
        ))}
      </svg>
      {frames.map(({ groups, box, name, repeat }) => (
        <div
          key={groups.join('/')}
          className={styles.frame}
          style={boxStyle(box)}
          data-distance={level}
          data-testid="group-frame"
        >
          {level !== 'farthest' && (
            <span>
              {name}
              {repeat > 1 && ` × ${formatCount(repeat)}`}
            </span>
          )}
        </div>
      ))}
      {nodes.map((node) => {
        const path = pathOf(node.groups, node.id)
        const facts = analysis.nodes.get(path)
        return facts && <OutsideCard key={path} node={node} facts={facts} />
      })}
    </ViewportPortal>
  )
}

interface CardProps {
  readonly node: OuterNode
  readonly facts: NodeFacts
}

const isEqual = (a: CardProps, b: CardProps): boolean =>
  a.facts === b.facts &&
  a.node.groups === b.node.groups &&
  a.node.id === b.node.id &&
  a.node.box.x === b.node.box.x &&
  a.node.box.y === b.node.box.y

const OutsideCard = memo(function OutsideCard({ node, facts }: CardProps) {
  const t = useText()
  const title = titleOf(facts)
  const level = useDetailLevel()
  return (
    // Keyboard users leave a group through the breadcrumb above the canvas.
    <button
      type="button"
      tabIndex={-1}
      className={styles.card}
      data-distance={level}
      style={{ ...boxStyle(node.box), '--family': layerColor(facts.definition) } as React.CSSProperties}
      title={t({ en: `Go to ${facts.name} outside the group`, ko: `그룹 밖의 ${facts.name}(으)로 이동` })}
      onClick={() => goToOuterNode(node.groups, node.id)}
    >
      {level !== 'farthest' && <b>{title}</b>}
      {level === 'near' && title !== facts.name && <span>{facts.name}</span>}
    </button>
  )
}, isEqual)
