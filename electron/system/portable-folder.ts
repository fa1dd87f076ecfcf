/** The portable mode: a folder `layerloom-data` beside the program contains everything that the app writes. */
import { statSync } from 'node:fs'
import nodePath from 'node:path'

export const PORTABLE_NAME = 'layerloom-data'

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true

/** The folder beside the program, if a person made one. An AppImage and a macOS app are one file for a person: it is beside that.
 *  @param program path of the running program */
export function portableFolder(
  program: string,
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  exists: (path: string) => boolean = isFolder,
): string | null {
  const { dirname, join } = platform === 'win32' ? nodePath.win32 : nodePath.posix
  const [, bundle] = (platform === 'darwin' && /^(.*\.app)\/Contents\/MacOS\//.exec(program)) || []
  const folder = join(dirname((platform === 'linux' && env.APPIMAGE) || bundle || program), PORTABLE_NAME)
  return exists(folder) ? folder : null
}
