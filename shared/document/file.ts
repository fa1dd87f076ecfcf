/** The file format `.loom`: text → document and back. Fields: docs/file-format.md. */
export { parseDocument } from './parse.ts'
export { serializeDocument } from './serialize.ts'
