/** All callbacks: one line each. */
import type { Family } from '../../fields/index.ts'
import { earlyStopping } from './early-stopping.ts'

export const callbacks = { name: { en: 'callback', ko: '콜백' }, members: [earlyStopping] } satisfies Family
