/** Layerloom's version, for records of runs. */
import packageJson from '../../package.json' with { type: 'json' }

export const VERSION: string = packageJson.version
