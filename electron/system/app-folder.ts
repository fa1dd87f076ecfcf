/** The system's folder for the app's own data: runs, drafts, the list of recent files. */
import { homedir } from 'node:os'
import { join } from 'node:path'

export function appFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const home = homedir()
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Layerloom')
  if (platform === 'win32') return join(env.LOCALAPPDATA || join(home, 'AppData', 'Local'), 'Layerloom')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'layerloom')
}
