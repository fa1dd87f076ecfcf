/** The messages of a SavedModel that the engine writes. Field numbers: tensorflow/core/protobuf/saved_model.proto and meta_graph.proto,
 *  tensorflow/core/framework/{graph,node_def,function,op_def,attr_value,tensor,tensor_shape,types}.proto. */
import protobuf from 'protobufjs/light.js'

type Field = {
  readonly id: number
  readonly type: string
  readonly rule?: 'repeated'
  readonly keyType?: string
}
const one = (id: number, type: string): Field => ({ id, type })
const many = (id: number, type: string): Field => ({ id, type, rule: 'repeated' })
const map = (id: number, type: string): Field => ({ id, type, keyType: 'string' })

const MESSAGES: { readonly [message: string]: { readonly [field: string]: Field } } = {
  SavedModel: { saved_model_schema_version: one(1, 'int64'), meta_graphs: many(2, 'MetaGraphDef') },
  MetaGraphDef: { meta_info_def: one(1, 'MetaInfoDef'), graph_def: one(2, 'GraphDef') },
  MetaInfoDef: { tags: many(4, 'string'), tensorflow_version: one(5, 'string') },
  GraphDef: {
    node: many(1, 'NodeDef'),
    library: one(2, 'FunctionDefLibrary'),
    versions: one(4, 'VersionDef'),
  },
  VersionDef: { producer: one(1, 'int32'), min_consumer: one(2, 'int32') },
  NodeDef: {
    name: one(1, 'string'),
    op: one(2, 'string'),
    input: many(3, 'string'),
    attr: map(5, 'AttrValue'),
  },
  FunctionDefLibrary: { function: many(1, 'FunctionDef') },
  FunctionDef: {
    signature: one(1, 'OpDef'),
    node_def: many(3, 'NodeDef'),
    ret: map(4, 'string'),
    attr: map(5, 'AttrValue'),
  },
  OpDef: { name: one(1, 'string'), input_arg: many(2, 'ArgDef'), output_arg: many(3, 'ArgDef') },
  ArgDef: { name: one(1, 'string'), type: one(3, 'int32') },
  AttrValue: {
    list: one(1, 'ListValue'),
    s: one(2, 'bytes'),
    i: one(3, 'int64'),
    f: one(4, 'float'),
    b: one(5, 'bool'),
    type: one(6, 'int32'),
    shape: one(7, 'TensorShapeProto'),
    tensor: one(8, 'TensorProto'),
    func: one(10, 'NameAttrList'),
  },
  ListValue: { type: many(6, 'int32'), shape: many(7, 'TensorShapeProto') },
  NameAttrList: { name: one(1, 'string') },
  TensorShapeProto: { dim: many(2, 'Dim') },
  Dim: { size: one(1, 'int64') },
  TensorProto: {
    dtype: one(1, 'int32'),
    tensor_shape: one(2, 'TensorShapeProto'),
    tensor_content: one(4, 'bytes'),
  },
}

export interface TensorShapeProto {
  readonly dim: readonly { readonly size: number }[]
}
export type AttrValue =
  | { readonly s: Uint8Array }
  | { readonly i: number }
  | { readonly f: number }
  | { readonly b: boolean }
  | { readonly type: number }
  | { readonly shape: TensorShapeProto }
  | {
      readonly tensor: {
        readonly dtype: number
        readonly tensor_shape: TensorShapeProto
        readonly tensor_content: Uint8Array
      }
    }
  | { readonly func: { readonly name: string } }
  | { readonly list: { readonly type?: readonly number[]; readonly shape?: readonly TensorShapeProto[] } }

export interface NodeDef {
  readonly name: string
  readonly op: string
  readonly input: readonly string[]
  readonly attr: { readonly [name: string]: AttrValue }
}
export interface ArgDef {
  readonly name: string
  readonly type: number
}
export interface FunctionDef {
  readonly signature: {
    readonly name: string
    readonly input_arg: readonly ArgDef[]
    readonly output_arg: readonly ArgDef[]
  }
  readonly node_def: readonly NodeDef[]
  /** Output name → source value. */
  readonly ret: { readonly [output: string]: string }
  readonly attr?: { readonly [name: string]: AttrValue }
}

const root = protobuf.Root.fromJSON({
  nested: Object.fromEntries(
    Object.entries(MESSAGES).map(([name, fields]) => [
      name,
      // Members of a oneof are written even if their value is 0, false or "".
      name === 'AttrValue' ? { fields, oneofs: { value: { oneof: Object.keys(fields) } } } : { fields },
    ]),
  ),
})

/** The GraphDef version of TensorFlow 2.9, which 2.9 and later read in the same way. */
const PRODUCER = 1087
const MIN_CONSUMER = 12

/** `saved_model.pb` with one graph under the tag "serve". */
export function encodeSavedModel(nodes: readonly NodeDef[], functions: readonly FunctionDef[]): Uint8Array {
  return root
    .lookupType('SavedModel')
    .encode({
      saved_model_schema_version: 1,
      meta_graphs: [
        {
          meta_info_def: { tags: ['serve'], tensorflow_version: '2.9.1' },
          graph_def: {
            node: nodes,
            library: { function: functions },
            versions: { producer: PRODUCER, min_consumer: MIN_CONSUMER },
          },
        },
      ],
    })
    .finish()
}
