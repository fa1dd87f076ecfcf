/** The person's own blocks, kept beside the documents for use in others: each is the text that the clipboard would hold. They are read
 *  like any text from outside when they are used, so one that no longer fits is refused with its reason. */
import { create } from 'zustand'
import type { NodeId } from '../../shared/document/document.ts'
import {
  addedNodes,
  canConnect,
  connect,
  copy,
  labels,
  nextInput,
  paste,
} from '../../shared/document/edits.ts'
import { looseEnd } from '../canvas/add.ts'
import { drawingOf, useApp } from '../state/store.ts'
import { notify } from '../ui/notify.ts'
import { groupName } from './groups.ts'

export interface SavedBlock {
  readonly name: string
  readonly text: string
}

const KEY = 'layerloom.blocks'
const MOST = 200

/** What other programs or versions wrote there is passed over. */
function load(): readonly SavedBlock[] {
  try {
    const kept: unknown = JSON.parse(globalThis.localStorage?.getItem(KEY) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isBlock).slice(0, MOST) : []
  } catch {
    return []
  }
}
const isBlock = (value: unknown): value is SavedBlock => {
  const { name, text } = (value ?? {}) as Record<string, unknown>
  return typeof name === 'string' && typeof text === 'string'
}

export const useLibrary = create<{ readonly blocks: readonly SavedBlock[] }>(() => ({ blocks: load() }))
// Another window may have saved one.
globalThis.addEventListener?.('storage', ({ key }) => {
  if (key === KEY) useLibrary.setState({ blocks: load() })
})

/** @returns whether they are kept for the next time */
function keep(blocks: readonly SavedBlock[]): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(blocks))
    useLibrary.setState({ blocks })
    return true
  } catch {
    notify({ en: 'The block was not saved', ko: '블록을 저장하지 못했습니다' }, [
      {
        en: 'There is no room left for more blocks, or this window may not keep anything. Remove a block you no longer need.',
        ko: '블록을 더 둘 자리가 없거나 이 창에서는 아무것도 보관할 수 없습니다. 쓰지 않는 블록을 지우세요.',
      },
    ])
    return false
  }
}

/** Saves a group of the drawing; one of the same name is replaced. */
export function saveBlock(id: NodeId): void {
  const app = useApp.getState()
  const name = groupName(app, id)
  const others = load().filter((block) => block.name !== name)
  if (keep([{ name, text: copy(drawingOf(app), [id]) }, ...others].slice(0, MOST)))
    notify({ en: `${name} is among your blocks`, ko: `${name}을(를) 내 블록에 넣었습니다` }, [], 'info')
}

export const removeBlock = (name: string): void => void keep(load().filter((block) => block.name !== name))

/** Puts a block behind the selected node, else behind the network's end, else into the middle of the view. */
export function addBlock({ name, text }: SavedBlock): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const after = nodes.length === 1 ? nodes[0] : looseEnd()
  const before = drawingOf(app)
  app.edit(labels.addBlock(name), (document) => {
    const added = paste(document, text, app.canvas?.center() ?? { x: 0, y: 0 })
    const [fresh] = addedNodes(document, added)
    if (after === undefined || fresh === undefined) return added
    const [from, to] = [{ node: after, port: 0 }, nextInput(added, fresh)]
    return canConnect(added, from, to) === null ? connect(added, from, to) : added
  })
  const added = addedNodes(before, drawingOf(useApp.getState()))
  if (added.length > 0) app.select({ nodes: added })
  if (added[0] !== undefined) app.canvas?.show(added[0])
}
