/** Inputs follow the data: one that had the shape of the previous data takes the shape of the next. A shape that was typed stays, and is a
 *  problem with a repair (check-data.ts). */
import { input } from '../catalog/layers/input.ts'
import { columnsNamed, totalWidth } from '../data/column-info.ts'
import type { DataInfo } from '../data/data-info.ts'
import type { Document, Layer, Network } from '../document/document.ts'
import { variantsOf } from '../document/variants.ts'

type Described = Pick<DataInfo, 'shape' | 'columns'>

/** The Inputs of all variants. @param previous null: the document had no data; an Input whose shape was never set follows */
export function followData(document: Document, previous: Described | null, next: Described): Document {
  const changed = variantsOf(document).flatMap((id) => {
    const network = document.networks[id]!
    const followed = networkWithShapes(network, previous, next)
    return followed === network ? [] : [[id, followed] as const]
  })
  return changed.length === 0
    ? document
    : { ...document, networks: { ...document.networks, ...Object.fromEntries(changed) } }
}

function networkWithShapes(network: Network, previous: Described | null, next: Described): Network {
  const changed = Object.entries(network.layers).flatMap(([id, layer]) =>
    layer.type === input.type && follows(layer, previous) && !isSame(shapeIn(layer), shapeFor(layer, next))
      ? [[id, { ...layer, props: { ...layer.props, shape: shapeFor(layer, next) } }] as const]
      : [],
  )
  return changed.length === 0
    ? network
    : { ...network, layers: { ...network.layers, ...Object.fromEntries(changed) } }
}

const follows = (layer: Layer, previous: Described | null): boolean =>
  previous === null ? !Object.hasOwn(layer.props, 'shape') : isSame(shapeIn(layer), shapeFor(layer, previous))

const shapeIn = ({ props }: Layer): unknown => props.shape ?? input.fields.shape!.default

/** The shape of the rows that an Input receives: of all features, or of the columns that it names. */
function shapeFor({ props: { columns } }: Layer, { shape, columns: all }: Described): readonly number[] {
  if (!Array.isArray(columns) || columns.length === 0) return shape
  return [totalWidth(columns.flatMap((name) => columnsNamed(all, String(name))))]
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)
