/** The user's own blocks, which the host stores for use in other documents. Each is in the clipboard's text format. A block is parsed and
 *  validated like any external text when it is used, so one that is no longer valid is refused with a reason. */
import { create } from 'zustand'
import type { NodeId } from '../../shared/document/document.ts'
import { addedNodes, copy, insertAfter, labels, paste } from '../../shared/document/edits.ts'
import type { HostCalls, SavedBlock } from '../../shared/ipc/contract/index.ts'
import type { Text } from '../../shared/text.ts'
import { onlySink } from '../edits/add.ts'
import { notify, TRY_AGAIN } from '../state/notify.ts'
import { sentencesOf } from '../state/problems.ts'
import { focusedDocumentOf, useApp } from '../state/store.ts'
import { groupName } from './groups.ts'

export const useLibrary = create<{ readonly blocks: readonly SavedBlock[] }>(() => ({ blocks: [] }))

/** Runs an operation on the host's blocks and reloads them. @returns whether it succeeded */
async function runOnHost(failureTitle: Text, work: (host: HostCalls) => Promise<void>): Promise<boolean> {
  const host = useApp.getState().host?.host
  if (!host) return false
  try {
    await work(host)
    useLibrary.setState({ blocks: await host.blocks() })
    return true
  } catch (error) {
    notify(failureTitle, sentencesOf(error), {
      actions: [{ label: TRY_AGAIN, run: () => runOnHost(failureTitle, work) }],
    })
    return false
  }
}

/** Loads the blocks at the start and whenever the window gets the focus, because another window may have saved one. */
export function syncBlocks(): void {
  const reload = () => {
    // Without a connection, which the window already reports, each focus would add another message.
    if (useApp.getState().lostConnection) return
    void runOnHost({ en: 'Your blocks could not be read', ko: '내 블록을 읽지 못했습니다' }, async () => {})
  }
  reload()
  window.addEventListener('focus', reload)
}

const notSavedTitle: Text = { en: 'The block was not saved', ko: '블록을 저장하지 못했습니다' }

/** Saves a group on the canvas as a block. A block of the same name is replaced. */
export async function saveBlock(id: NodeId): Promise<void> {
  const app = useApp.getState()
  const name = groupName(app, id)
  const text = copy(focusedDocumentOf(app), [id])
  if (await runOnHost(notSavedTitle, (host) => host.keepBlock({ name, text })))
    notify({ en: `${name} was added to your blocks`, ko: `${name}을(를) 내 블록에 추가했습니다` }, [], {
      kind: 'info',
    })
}

/** Removes a block from the library. It can be restored while the message is visible. */
export async function removeBlock(block: SavedBlock): Promise<void> {
  const { name } = block
  const failureTitle = { en: 'The block was not removed', ko: '블록을 지우지 못했습니다' }
  if (!(await runOnHost(failureTitle, (host) => host.removeBlock(name)))) return
  notify({ en: `${name} was removed from your blocks`, ko: `${name}을(를) 내 블록에서 제거했습니다` }, [], {
    kind: 'info',
    actions: [
      {
        label: { en: 'Restore', ko: '복원' },
        run: () => runOnHost(notSavedTitle, (host) => host.keepBlock(block)),
      },
    ],
  })
}

/** Adds a block after the selected node, else after the network's only sink, else in the middle of the view. */
export function addBlock({ name, text }: SavedBlock): void {
  const app = useApp.getState()
  const { nodes } = app.selection
  const after = nodes.length === 1 ? nodes[0] : onlySink()
  const previous = focusedDocumentOf(app)
  app.edit(labels.addBlock(name), (document) => {
    const added = paste(document, text, app.canvas?.center() ?? { x: 0, y: 0 })
    const [newNode] = addedNodes(document, added)
    return after === undefined || newNode === undefined ? added : insertAfter(added, newNode, after)
  })
  const added = addedNodes(previous, focusedDocumentOf(useApp.getState()))
  if (added.length > 0) app.select({ nodes: added })
  if (added[0] !== undefined) app.canvas?.ensureVisible(added[0])
}
