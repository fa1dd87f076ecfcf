/** TensorBoard's event files: records of length, data and checksums (tensorflow/core/lib/io/record_writer.h); the data are messages of
 *  tensorflow/core/util/event.proto and tensorflow/core/framework/summary.proto. */
import protobuf from 'protobufjs/light.js'

const root = protobuf.Root.fromJSON({
  nested: {
    Event: {
      oneofs: { what: { oneof: ['file_version', 'summary', 'session_log'] } },
      fields: {
        wall_time: { id: 1, type: 'double' },
        step: { id: 2, type: 'int64' },
        file_version: { id: 3, type: 'string' },
        summary: { id: 5, type: 'Summary' },
        session_log: { id: 7, type: 'SessionLog' },
      },
    },
    Summary: { fields: { value: { id: 1, type: 'Value', rule: 'repeated' } } },
    Value: {
      oneofs: { value: { oneof: ['simple_value'] } },
      fields: { tag: { id: 1, type: 'string' }, simple_value: { id: 2, type: 'float' } },
    },
    SessionLog: { fields: { status: { id: 1, type: 'int32' } } },
  },
})
const Event = root.lookupType('Event')

/** The first record of a file. */
export const versionRecord = (seconds: number): Uint8Array =>
  record({ wall_time: seconds, file_version: 'brain.Event:2' })

/** Invalidates the records of earlier files from this step on. */
export const restartRecord = (seconds: number, step: number): Uint8Array =>
  record({ wall_time: seconds, step, session_log: { status: 1 } })

export const scalarsRecord = (
  seconds: number,
  step: number,
  values: { readonly [tag: string]: number },
): Uint8Array =>
  record({
    wall_time: seconds,
    step,
    summary: { value: Object.entries(values).map(([tag, value]) => ({ tag, simple_value: value })) },
  })

function record(event: { readonly [field: string]: unknown }): Uint8Array {
  const data = Event.encode(event).finish()
  const out = Buffer.alloc(data.length + 16)
  out.writeBigUInt64LE(BigInt(data.length))
  out.writeUInt32LE(maskedCrc(out.subarray(0, 8)), 8)
  out.set(data, 12)
  out.writeUInt32LE(maskedCrc(data), 12 + data.length)
  return out
}

/** CRC-32C (Castagnoli), reflected polynomial. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1
  return value
})

/** Rotates and offsets a CRC, so that data which contain checksums can be checksummed themselves. */
function maskedCrc(data: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of data) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255]!
  crc = ~crc >>> 0
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0
}
