/** Edits of a column by a person: its role, its type, its steps. Each is one undo step. */
import { layers as layerTypes } from '../../../shared/catalog/layers/index.ts'
import type { ColumnSettings } from '../../../shared/data/columns.ts'
import { listsFeatures, type Role } from '../../../shared/data/roles.ts'
import { mainNetwork } from '../../../shared/document/document.ts'
import { labels, setColumn, setData, setRoles } from '../../../shared/document/edits.ts'
import { findMember, toNames } from '../../../shared/fields/index.ts'
import { documentOf, useApp } from '../../state/store.ts'
import { ROLE_NAMES } from './role-names.ts'

export const editColumn = (
  name: string,
  settings: Partial<Omit<ColumnSettings, 'name'>>,
  burst?: string,
): boolean =>
  useApp
    .getState()
    .editWhole(labels.setColumn(name), (document) => setColumn(document, name, settings), burst)

/** Another type makes the steps of the previous one meaningless. */
export const setType = (name: string, type: ColumnSettings['type']): boolean =>
  editColumn(name, { type, steps: null, categories: null })

/** Each of several Outputs has a target of its own. */
function hasSeveralOutputs(): boolean {
  const { layers } = mainNetwork(documentOf(useApp.getState()))
  return (
    Object.values(layers).filter(({ type }) => findMember(layerTypes, type)?.role === 'output').length > 1
  )
}

/** Roles of which there is one only take it from the column that had it. */
function rolesAfter(
  shown: ReadonlyMap<string, Role>,
  name: string,
  role: Role,
  isSingle: boolean,
): ReadonlyMap<string, Role> {
  const next = new Map(shown)
  if (isSingle)
    for (const [each, its] of next) if (its === role) next.set(each, role === 'weight' ? 'ignore' : 'feature')
  return next.set(name, role)
}

/** Gives a column another role. Choosing the target leaves the other columns suggestions, since these depend on it.
 *  @param shown the roles on the screen, which may be suggestions: what a person sees is what is kept */
export const changeRole = (shown: ReadonlyMap<string, Role>, name: string, role: Role): boolean =>
  useApp.getState().editWhole(labels.setRole(name, ROLE_NAMES[role]), (document) => {
    const isOnlyTarget = role === 'target' && !hasSeveralOutputs()
    return isOnlyTarget && document.data !== null && !listsFeatures(document.data.source)
      ? setData(document, 'source.target', name)
      : setRoles(document, rolesAfter(shown, name, role, role === 'weight' || isOnlyTarget))
  })

/** Makes a column a target beside the others, which an Output of its own learns. The first one stays that of Outputs without a target. */
export const addTarget = (shown: ReadonlyMap<string, Role>, name: string): boolean =>
  useApp.getState().editWhole(labels.setRole(name, ROLE_NAMES.target), (document) => {
    const isListed = toNames(document.data?.source.target as string | readonly string[] | null).length > 0
    const targets = [...shown].flatMap(([each, role]) => (role === 'target' ? [each] : []))
    const listed = isListed ? document : setData(document, 'source.target', targets)
    return setRoles(listed, rolesAfter(shown, name, 'target', false))
  })
