/** The messages of a SavedModel that the engine writes. Field numbers: tensorflow/core/protobuf/saved_model.proto and meta_graph.proto,
 *  tensorflow/core/framework/{graph,node_def,function,op_def,attr_value,tensor,tensor_shape,types}.proto. */
import protobuf from 'protobufjs/light.js'

type Field = {
  readonly id: number
  readonly type: string
  readonly rule?: 'repeated'
  readonly keyType?: string
}
const singular = (id: number, type: string): Field => ({ id, type })
const repeated = (id: number, type: string): Field => ({ id, type, rule: 'repeated' })
const mapField = (id: number, type: string): Field => ({ id, type, keyType: 'string' })

const MESSAGES: { readonly [message: string]: { readonly [field: string]: Field } } = {
  SavedModel: { saved_model_schema_version: singular(1, 'int64'), meta_graphs: repeated(2, 'MetaGraphDef') },
  MetaGraphDef: { meta_info_def: singular(1, 'MetaInfoDef'), graph_def: singular(2, 'GraphDef') },
  MetaInfoDef: { tags: repeated(4, 'string'), tensorflow_version: singular(5, 'string') },
  GraphDef: {
    node: repeated(1, 'NodeDef'),
    library: singular(2, 'FunctionDefLibrary'),
    versions: singular(4, 'VersionDef'),
  },
  VersionDef: { producer: singular(1, 'int32'), min_consumer: singular(2, 'int32') },
  NodeDef: {
    name: singular(1, 'string'),
    op: singular(2, 'string'),
    input: repeated(3, 'string'),
    attr: mapField(5, 'AttrValue'),
  },
  FunctionDefLibrary: { function: repeated(1, 'FunctionDef') },
  FunctionDef: {
    signature: singular(1, 'OpDef'),
    node_def: repeated(3, 'NodeDef'),
    ret: mapField(4, 'string'),
    attr: mapField(5, 'AttrValue'),
  },
  OpDef: { name: singular(1, 'string'), input_arg: repeated(2, 'ArgDef'), output_arg: repeated(3, 'ArgDef') },
  ArgDef: { name: singular(1, 'string'), type: singular(3, 'int32') },
  AttrValue: {
    list: singular(1, 'ListValue'),
    s: singular(2, 'bytes'),
    i: singular(3, 'int64'),
    f: singular(4, 'float'),
    b: singular(5, 'bool'),
    type: singular(6, 'int32'),
    shape: singular(7, 'TensorShapeProto'),
    tensor: singular(8, 'TensorProto'),
    func: singular(10, 'NameAttrList'),
  },
  ListValue: { type: repeated(6, 'int32'), shape: repeated(7, 'TensorShapeProto') },
  NameAttrList: { name: singular(1, 'string') },
  TensorShapeProto: { dim: repeated(2, 'Dim') },
  Dim: { size: singular(1, 'int64') },
  TensorProto: {
    dtype: singular(1, 'int32'),
    tensor_shape: singular(2, 'TensorShapeProto'),
    tensor_content: singular(4, 'bytes'),
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
