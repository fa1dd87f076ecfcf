/** What an operation is: an operation of a graph, its declaration, and the functions that declare one (`ops/`, one file per family). */
import type { Shape } from './shape.ts'

/** bfloat16 is float32 with 8 significant bits; only values inside a program have it, never states or data. */
export type DType = 'float32' | 'bfloat16' | 'int32' | 'uint32' | 'uint8' | 'bool'
export const isFloat = (dtype: DType): boolean => dtype === 'float32' || dtype === 'bfloat16'

export type Attrs = Readonly<Record<string, unknown>>

/** An operation of a graph. It has one output and no side effects. */
export interface Op<A extends Attrs = Attrs> {
  readonly id: number
  readonly type: string
  readonly definition: OpDefinition
  readonly inputs: readonly Op[]
  readonly attrs: A
  readonly shape: Shape
  readonly dtype: DType
}
/** Whether a declared operation made the value: `isOp(x, softmax)`. */
export const isOp = <A extends Attrs>(op: Op, definition: OpDefinition<A>): op is Op<A> =>
  op.definition === (definition as unknown as OpDefinition)

/** A tensor is the output of an operation. */
export type Tensor = Op
/** A number becomes a constant with the dtype of the other operand. */
export type Operand = Tensor | number

export interface TensorType {
  readonly shape: Shape
  readonly dtype: DType
}

/** Incompatible shapes or dtypes; the message names both. */
export class GraphError extends Error {}
export const fail = (message: string): never => {
  throw new GraphError(message)
}

export interface Graph {
  readonly ops: readonly Op[]
  /** Adds an operation, or returns the existing one with the same inputs and attributes. @throws GraphError */
  add<A extends Attrs>(definition: OpDefinition<A>, inputs: readonly Op[], attrs: A): Tensor
}

/** What operations are added with: a graph, and the dtype of constants that have no other operand. */
export interface GraphBuilder {
  readonly graph: Graph
  readonly float: DType
}

/** The declaration of an operation. Everything that holds for all executors is here; each executor has one table of kernels. */
export interface OpDefinition<A extends Attrs = Attrs> {
  /** The name of the operation's function with a capital letter; TensorFlow's name for an operation with the same semantics, but Constant. */
  readonly type: string
  /** Validates the inputs and infers shape and dtype of the output. @throws GraphError */
  infer(inputs: readonly Op[], attrs: A): TensorType
  /** Adds operations for d(loss)/d(input) of each input, given dy = d(loss)/d(output); null where no gradient flows. A gradient may have
   *  the broadcast shape (`gradients` sums it). An operation without this function cannot be differentiated. */
  gradient?(g: GraphBuilder, op: Op<A>, dy: Tensor): readonly (Tensor | null)[]
  /** Floating-point operations, for operations whose cost dominates a network's. */
  flops?(op: Op<A>): number
  /** The value of an elementwise operation on numbers (true is 1, false is 0), for curves in the window. */
  scalar?(a: number, b: number, c: number): number
}

/** A declared operation is a function that adds it to a graph. */
export type OpFunction<P extends readonly unknown[], A extends Attrs = Attrs> = OpDefinition<A> &
  ((g: GraphBuilder, ...args: P) => Tensor)

/** Adds the declared operation to the graph. */
type Add<A extends Attrs> = (inputs: readonly Op[], attrs: A) => Tensor

/** Declares an operation. `call` turns the arguments of a call into inputs and attributes. */
export function defineOp<P extends readonly unknown[], A extends Attrs = Attrs>({
  call,
  ...definition
}: OpDefinition<A> & { call(g: GraphBuilder, add: Add<A>, ...args: P): Tensor }): OpFunction<P, A> {
  const op: OpFunction<P, A> = Object.assign(
    (g: GraphBuilder, ...args: P) => call(g, (inputs, attrs) => g.graph.add(op, inputs, attrs), ...args),
    definition,
  )
  return op
}

/** The gradient of an operation whose output does not change with small changes of its inputs. */
export const noGradient = (_: GraphBuilder, op: Pick<Op, 'inputs'>): null[] => op.inputs.map(() => null)

/** The index of an axis; a negative axis counts from the last one. */
export const axisIndex = (x: Tensor, axis: number): number => (axis < 0 ? axis + x.shape.length : axis)
