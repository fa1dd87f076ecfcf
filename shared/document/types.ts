/** The JSON types of a document. */
export type { Config } from '../fields/index.ts'
export type { JsonObject as JsonMap } from '../json.ts'
