/** The network as a tree with full keyboard navigation. The selection is shared with the canvas. */
import { useMemo, useRef, useState } from 'react'
import { mainNetwork } from '../../shared/document/document.ts'
import { goToProperties } from '../commands/areas.ts'
import { useFocusedAnalysis } from '../state/analysis.ts'
import { useApp, useFocusedDocument } from '../state/store.ts'
import { useText } from '../ui/text.ts'
import { LayerItem, NoteItem } from './outline-item.tsx'
import { noteRows, outlineRows } from './outline-rows.ts'
import styles from './side.module.css'

/** The visible items of the tree, in order. */
const visibleItems = (tree: HTMLElement): HTMLElement[] => [
  ...tree.querySelectorAll<HTMLElement>('[role="treeitem"]'),
]

export function Outline() {
  const t = useText()
  const network = mainNetwork(useFocusedDocument())
  const analysis = useFocusedAnalysis()
  const selection = useApp((s) => s.selection)
  const tree = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const [lastFocused, setLastFocused] = useState<string | null>(null)
  const rows = useMemo(() => outlineRows(network, analysis), [network, analysis])
  const notes = useMemo(() => noteRows(network), [network])
  const nodes = useMemo(() => new Set(selection.nodes), [selection])
  const selectedNotes = useMemo(() => new Set(selection.notes), [selection])

  // The item that Tab focuses: the last focused one, else the selected one, else the first.
  const keys = new Set([
    ...rows.flatMap((r) => [
      r.id,
      ...(open.has(r.id) ? r.links.map((l) => `${r.id} ${l.way} ${l.edge}`) : []),
    ]),
    ...notes.map((n) => `#${n.id}`),
  ])
  const [selected] = selection.nodes
  // A connection of the selected layer counts as the layer.
  const isLastInSelection =
    selected === undefined || lastFocused === selected || lastFocused?.startsWith(`${selected} `)
  const reached =
    [isLastInSelection ? lastFocused : null, selected, ...keys].find((key) => key != null && keys.has(key)) ??
    null

  const setExpanded = (id: string, isExpanded: boolean) => {
    const next = new Set(open)
    if (isExpanded) next.add(id)
    else next.delete(id)
    setOpen(next)
  }
  /** Focuses and selects an item. With Shift the item is added to the selection. */
  const focusItem = (item: HTMLElement | undefined, extend = false) => {
    if (!item) return
    item.focus()
    setLastFocused(item.dataset.key ?? null)
    selectItem(item.dataset, extend)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !tree.current) return
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]')
    if (!item) return
    const all = visibleItems(tree.current)
    const index = all.indexOf(item)
    const { node, key } = item.dataset
    const expanded = item.getAttribute('aria-expanded')
    if (event.key === 'ArrowDown') focusItem(all[index + 1], event.shiftKey)
    else if (event.key === 'ArrowUp') focusItem(all[index - 1], event.shiftKey)
    else if (event.key === 'Home') focusItem(all[0])
    else if (event.key === 'End') focusItem(all.at(-1))
    else if (event.key === 'ArrowRight' && expanded === 'false') setExpanded(key!, true)
    else if (event.key === 'ArrowRight' && expanded === 'true') focusItem(all[index + 1])
    else if (event.key === 'ArrowLeft' && expanded === 'true') setExpanded(key!, false)
    else if (event.key === 'ArrowLeft')
      focusItem(
        all
          .slice(0, index)
          .filter((each) => each.ariaLevel === '1')
          .at(-1),
      )
    else if (event.key === 'Enter' && item.dataset.to)
      focusItem(all.find((each) => each.dataset.key === item.dataset.to))
    else if (event.key === 'Enter' && node) goToProperties()
    else if (event.key === ' ') selectItem(item.dataset, false)
    else return
    event.preventDefault()
  }
  const onClick = (event: React.MouseEvent) => {
    const item = (event.target as HTMLElement).closest<HTMLElement>('[role="treeitem"]')
    if (!item?.dataset.key) return
    if ((event.target as HTMLElement).closest('[data-twist]')) {
      setExpanded(item.dataset.key, item.getAttribute('aria-expanded') !== 'true')
      item.focus()
    } else focusItem(item, event.ctrlKey || event.metaKey || event.shiftKey)
  }

  if (rows.length === 0 && notes.length === 0)
    return <p className={styles.empty}>{t({ en: 'The network is empty.', ko: '신경망이 비어 있습니다.' })}</p>
  return (
    <div className={styles.scroll}>
      <div
        ref={tree}
        role="tree"
        aria-multiselectable="true"
        aria-label={t({ en: 'Outline of the network', ko: '신경망 개요' })}
        onKeyDown={onKeyDown}
        onClick={onClick}
      >
        {rows.map((row) => (
          <LayerItem
            key={row.id}
            row={row}
            selected={nodes.has(row.id)}
            open={open.has(row.id)}
            reached={reached === row.id || reached?.startsWith(`${row.id} `) ? reached : null}
          />
        ))}
        {notes.map((row) => (
          <NoteItem
            key={row.id}
            row={row}
            selected={selectedNotes.has(row.id)}
            reached={reached === `#${row.id}`}
          />
        ))}
      </div>
    </div>
  )
}

/** Selects the node or note of an item and scrolls it into view. */
function selectItem({ node, note }: DOMStringMap, extend: boolean): void {
  const { select, selection, canvas } = useApp.getState()
  if (node !== undefined) {
    const nodes = extend ? [...selection.nodes.filter((id) => id !== node), node] : [node]
    select(extend ? { ...selection, nodes } : { nodes })
    canvas?.ensureVisible(node)
  } else if (note !== undefined) select({ notes: [note] })
}
