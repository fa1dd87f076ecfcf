/** Searches layers: the letters of the query in order, in the name or in the help. Pure. */
import type { LayerDefinition } from '../../shared/catalog/layers/layer.ts'

/** 0: the name begins with the query; 1: its capitals begin with it; 2: the name contains it; 3: the name has its letters in order; 4:
 *  the help contains it. */
function rank(definition: LayerDefinition, query: string): number | null {
  const name = definition.type.toLowerCase()
  if (name.startsWith(query)) return 0
  const capitals = definition.type.replace(/[^A-Z]/g, '').toLowerCase()
  if (capitals.startsWith(query)) return 1
  if (name.includes(query)) return 2
  let at = 0
  for (const letter of query) {
    at = name.indexOf(letter, at) + 1
    if (at === 0) break
  }
  if (at > 0) return 3
  const help = `${definition.help.en} ${definition.help.ko}`.toLowerCase()
  return help.includes(query) ? 4 : null
}

/** Best match first; without a query all layers in their original order. */
export function searchLayers(list: readonly LayerDefinition[], query: string): readonly LayerDefinition[] {
  const normalized = query
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '')
  if (normalized === '') return list
  return list
    .flatMap((definition, i) => {
      const r = rank(definition, normalized)
      return r === null ? [] : [{ definition, r, i }]
    })
    .sort((a, b) => a.r - b.r || a.i - b.i)
    .map((entry) => entry.definition)
}
