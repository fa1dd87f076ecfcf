/** The JSON shapes a document is made of. */
export type { Config } from '../fields/index.ts'
export type { JsonObject as JsonMap } from '../json.ts'
