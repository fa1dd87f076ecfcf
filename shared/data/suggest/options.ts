/** Reader options that a person should accept, because the reading in use is the less likely one. */
import type { Json } from '../../json.ts'
import type { TableProfile } from '../table-profile.ts'

export const optionsToSet = (_profile: TableProfile): Readonly<Record<string, Json>> => ({})
