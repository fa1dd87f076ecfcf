/** The number types that layers compute with: Keras's dtype policies (keras/src/dtype_policies/dtype_policy.py). Weights, optimizer,
 *  loss and metrics are float32 under every policy. */
import type { DType } from '../graph/op.ts'

export const DTYPE_POLICIES = ['float32', 'mixed_bfloat16'] as const
export type DTypePolicy = (typeof DTYPE_POLICIES)[number]

/** The dtype that layers compute in. */
export const computeDtype = (policy: DTypePolicy): DType =>
  policy === 'mixed_bfloat16' ? 'bfloat16' : 'float32'
