/** A document with the name of its golden program. */
import type { DataInfo } from '../../../shared/data/data-info.ts'
import type { Document, Training } from '../../../shared/document/document.ts'
import { createDataReference } from '../../../shared/document/settings.ts'
import type { Json } from '../../../shared/json.ts'
import { documentOf } from '../case-document.ts'
import type { KerasCase } from '../cases/types.ts'

export interface Program {
  readonly name: string
  readonly document: Document
  readonly data: DataInfo | null
}

export function program(
  name: string,
  c: Omit<KerasCase, 'name'>,
  source: Json,
  options: {
    readonly split?: object
    readonly training?: Partial<Training>
    /** Shared defaults, by id. */
    readonly definitions?: Document['definitions']
    /** The id of the shared defaults of a layer, by the layer's id. */
    readonly sharedDefaults?: { readonly [layer: string]: string }
    /** True keeps the names of documentOf; else the user's names by the layer's id. */
    readonly names?: true | { readonly [layer: string]: string }
    readonly data?: DataInfo
    /** Applies edits that a case cannot describe. */
    readonly edit?: (document: Document) => Document
  } = {},
): Program {
  const document = documentOf({ ...c, name })
  const data = createDataReference(source)
  // documentOf names every layer; users rarely do.
  const network = document.networks.main!
  const layers = Object.fromEntries(
    Object.entries(network.layers).map(([id, layer]) => [
      id,
      {
        ...layer,
        name: options.names === true ? layer.name : (options.names?.[id] ?? ''),
        definition: options.sharedDefaults?.[id] ?? null,
      },
    ]),
  )
  const complete = {
    ...document,
    networks: { main: { ...network, layers } },
    definitions: options.definitions ?? {},
    data: { ...data, split: { ...data.split, ...options.split } },
    training: { ...document.training, ...options.training },
  }
  return { name, document: options.edit?.(complete) ?? complete, data: options.data ?? null }
}

export const dense = (units: number, props: { [name: string]: Json } = {}) => ({
  type: 'Dense',
  props: { units, ...props },
})
