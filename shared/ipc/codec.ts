/** Bytes on the wire: msgpack with typed arrays, in the build that never evaluates code. */

import { Packr } from 'msgpackr/index-no-eval'
import { MAX_FILE } from '../document/limits.ts'

/** Largest message a client may send; checked before anything is parsed. */
export const MAX_CALL_BYTES = 16 * 2 ** 20

/** Largest text of a document or program that crosses: leaves room for the rest of the message that carries it. */
export const MAX_TEXT_BYTES = MAX_FILE

const packr = new Packr({ useRecords: false, moreTypes: true })

/** Always a copy of its own: the packer's pool would otherwise cross whole wherever a buffer is cloned. */
export const encode = (value: unknown): Uint8Array => new Uint8Array(packr.pack(value))

/** Throws on malformed bytes; keys named `__proto__` come out renamed, so no prototype changes. */
export const decode = (bytes: Uint8Array): unknown => packr.unpack(bytes)
