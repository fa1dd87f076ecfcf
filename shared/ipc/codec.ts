/** Encoding of messages: msgpack with typed arrays, in the build of msgpackr that never evaluates code. */

import { Packr } from 'msgpackr/index-no-eval'
import { MAX_FILE_CHARACTERS } from '../document/limits.ts'

/** Size limit of a message from a client, in bytes; checked before the message is parsed. */
export const MAX_CALL_BYTES = 16 * 2 ** 20

/** Size limit of the text of a document or program in a message; leaves room for the rest of the message. */
export const MAX_TEXT_BYTES = MAX_FILE_CHARACTERS

const packr = new Packr({ useRecords: false, moreTypes: true })

/** Encodes a value into a new buffer. Without the copy, cloning the result would clone the packer's entire pool. */
export const encode = (value: unknown): Uint8Array => new Uint8Array(packr.pack(value))

/** Decodes bytes. Keys named `__proto__` are renamed, so that no prototype changes. @throws Error for malformed bytes */
export const decode = (bytes: Uint8Array): unknown => packr.unpack(bytes)
