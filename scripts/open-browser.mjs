// Opens an address in the default browser. Without one, the person opens the printed address.
import { spawn } from 'node:child_process'
import { which } from './setup/exec.mjs'

/** @param {string} address */
export function openInBrowser(address) {
  const [command, ...args] = opener(address)
  if (!command || (process.platform === 'linux' && !which(command))) return
  const child = spawn(command, args, { stdio: 'ignore', detached: true })
  child.on('error', (error) => process.stderr.write(`The browser could not be opened: ${error.message}\n`))
  child.unref()
}

/** @param {string} address */
function opener(address) {
  if (process.platform === 'darwin') return ['open', address]
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', address]
  return ['xdg-open', address]
}
