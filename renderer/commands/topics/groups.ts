/** Commands for groups. */

import { mainNetwork } from '../../../shared/document/document.ts'
import { callCount } from '../../../shared/document/groups.ts'
import {
  canGroupSelection,
  enterGroup,
  groupSelection,
  leaveGroups,
  selectedGroup,
  separateSelection,
  toggleSurroundings,
  ungroupSelection,
} from '../../groups/groups.ts'
import { saveBlock } from '../../groups/library.ts'
import { type AppState, documentOf, focusedDocumentOf } from '../../state/store.ts'
import { type Command, inDesign } from '../command.ts'
import { app } from '../state.ts'

const hasGroup = (state: AppState): boolean => selectedGroup(state) !== null

/** Whether other groups call the same network as the selected one. */
function isShared(state: AppState): boolean {
  const id = selectedGroup(state)
  const node = id === null ? undefined : mainNetwork(focusedDocumentOf(state)).nodes[id]
  return node?.kind === 'group' && callCount(documentOf(state), node.network) > 1
}

const withSelectedGroup = (run: (id: string) => void) => () => {
  const id = selectedGroup(app())
  if (id !== null) run(id)
}

const commands: readonly Command[] = [
  {
    id: 'group',
    title: { en: 'Group', ko: '그룹으로 묶기' },
    shortcuts: ['Mod+G'],
    enabled: canGroupSelection,
    run: groupSelection,
  },
  {
    id: 'ungroup',
    title: { en: 'Ungroup', ko: '그룹 풀기' },
    shortcuts: ['Mod+Shift+G'],
    enabled: hasGroup,
    run: ungroupSelection,
  },
  {
    id: 'enter-group',
    title: { en: 'Open the group', ko: '그룹 열기' },
    shortcuts: ['Alt+Enter'],
    enabled: hasGroup,
    run: withSelectedGroup(enterGroup),
  },
  {
    id: 'leave-group',
    title: { en: 'Close the group', ko: '그룹 닫기' },
    shortcuts: ['Alt+Shift+Enter'],
    enabled: (state) => state.inGroups.length > 0,
    run: () => leaveGroups(),
  },
  {
    id: 'group-surroundings',
    title: {
      en: 'Show or hide the surroundings of an open group',
      ko: '열린 그룹의 주변 보이기/숨기기',
    },
    shortcuts: [],
    enabled: (state) => state.inGroups.length > 0,
    run: toggleSurroundings,
  },
  {
    id: 'separate-group',
    title: { en: 'Make the group independent', ko: '독립된 그룹으로 만들기' },
    shortcuts: [],
    enabled: isShared,
    run: separateSelection,
  },
  {
    id: 'save-block',
    title: { en: 'Save to my blocks', ko: '내 블록에 저장' },
    shortcuts: [],
    enabled: hasGroup,
    run: withSelectedGroup(saveBlock),
  },
]

export const groupCommands = commands.map(inDesign)
