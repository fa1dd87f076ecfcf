/** Versions that package.json pins: Layerloom's, for records of runs, and that of tfjs. */
import packageJson from '../../package.json' with { type: 'json' }

export const VERSION: string = packageJson.version
export const TFJS_VERSION: string = packageJson.dependencies['@tensorflow/tfjs-node']
