/** Checks that every id in a file exists: the nodes of an edge, the layer or network of a node, the shared defaults of a layer. A file
 *  with a missing one is refused, because it could not be drawn. */
import type { Fault } from './faults.ts'
import type { ClipboardData, FileData } from './schema.ts'

type NetworkParts = Pick<ClipboardData, 'layers' | 'nodes' | 'edges'>
type IdMap = { readonly [id: string]: unknown }

const missing = (place: string, kind: { en: string; ko: string }, id: string): Fault => ({
  place,
  text: { en: `there is no ${kind.en} "${id}"`, ko: `${kind.ko} "${id}"이(가) 없습니다` },
})
const LAYER = { en: 'layer', ko: '층' }
const NODE = { en: 'node', ko: '노드' }
const NETWORK = { en: 'network', ko: '신경망' }
const DEFINITION = { en: 'definition', ko: '공유 기본값' }

export const nodeOf = (port: string | { readonly node: string }): string =>
  typeof port === 'string' ? port : port.node

/** Faults of the ids in one network, with `prefix` before each path. */
export function networkFaults(network: NetworkParts, networks: IdMap, prefix: string): Fault[] {
  const faults: Fault[] = []
  for (const [id, node] of Object.entries(network.nodes)) {
    if (node.kind === 'layer' && !Object.hasOwn(network.layers, node.layer))
      faults.push(missing(`${prefix}nodes.${id}.layer`, LAYER, node.layer))
    if (node.kind === 'group' && !Object.hasOwn(networks, node.network))
      faults.push(missing(`${prefix}nodes.${id}.network`, NETWORK, node.network))
  }
  for (const [id, edge] of Object.entries(network.edges))
    for (const end of ['from', 'to'] as const)
      if (!Object.hasOwn(network.nodes, nodeOf(edge[end])))
        faults.push(missing(`${prefix}edges.${id}.${end}`, NODE, nodeOf(edge[end])))
  return faults
}

/** Faults of all ids of a file. */
export function referenceFaults(file: FileData): Fault[] {
  const definitions = file.definitions ?? {}
  const faults: Fault[] = []
  if (!Object.hasOwn(file.networks, file.main)) faults.push(missing('main', NETWORK, file.main))
  for (const [id, network] of Object.entries(file.networks)) {
    faults.push(...networkFaults(network, file.networks, `networks.${id}.`).slice(0, 100))
    for (const [key, layer] of Object.entries(network.layers)) {
      const place = `networks.${id}.layers.${key}.definition`
      if (layer.definition == null) continue
      const definition = Object.hasOwn(definitions, layer.definition) ? definitions[layer.definition]! : null
      if (!definition) faults.push(missing(place, DEFINITION, layer.definition))
      else if (definition.type !== layer.type)
        faults.push({
          place,
          text: {
            en: `"${layer.definition}" has defaults for ${definition.type}, not for ${layer.type}`,
            ko: `"${layer.definition}"은(는) ${layer.type}(이)가 아니라 ${definition.type}의 기본값입니다`,
          },
        })
    }
  }
  if (faults.length > 0) return faults
  const nesting = nestingFaults(file.networks)
  return nesting.length > 0 ? nesting : mainFaults(file)
}

/** The main network must not be called by a group. */
function mainFaults({ main, networks }: FileData): Fault[] {
  const caller = Object.keys(networks).find((id) =>
    Object.values(networks[id]!.nodes).some((node) => node.kind === 'group' && node.network === main),
  )
  if (caller === undefined) return []
  return [
    {
      place: 'main',
      text: {
        en: `the network "${main}" is a group of "${caller}" and cannot be the network to train`,
        ko: `신경망 "${main}"은(는) "${caller}"의 그룹이므로 학습할 신경망이 될 수 없습니다`,
      },
    },
  ]
}

/** A network must not contain itself, directly or through others; its expansion would not end. */
export function nestingFaults(networks: { readonly [id: string]: Pick<NetworkParts, 'nodes'> }): Fault[] {
  const state = new Map<string, 'open' | 'done'>()
  const inner = (id: string): string[] => [
    ...new Set(Object.values(networks[id]!.nodes).flatMap((n) => (n.kind === 'group' ? [n.network] : []))),
  ]
  const visit = (id: string): Fault[] => {
    if (state.get(id) === 'done') return []
    if (state.get(id) === 'open')
      return [
        {
          place: `networks.${id}`,
          text: { en: 'this network contains itself', ko: '이 신경망이 자기 자신을 포함합니다' },
        },
      ]
    state.set(id, 'open')
    const faults = inner(id).flatMap(visit)
    state.set(id, 'done')
    return faults
  }
  return Object.keys(networks).flatMap(visit)
}
