/** Installs Debian packages in a machine, with the network of this computer. */
import { copyFileSync, writeFileSync } from 'node:fs'
import { exec } from '../../../scripts/setup/exec.mjs'
import type { Machine } from './machine.ts'

/** apt's settings for the network: a proxy, and whether the mirror is an old snapshot. */
const NETWORK_SETTINGS = /^Acquire::(https?::|Check-Valid-Until|Check-Date|Retries)/

/** Gives the machine the names, settings and package lists that installing needs. */
export async function connectToMirror(machine: Machine): Promise<void> {
  copyFileSync('/etc/resolv.conf', machine.path('/etc/resolv.conf'))
  copyFileSync('/etc/hosts', machine.path('/etc/hosts'))
  const settings = (await exec('apt-config', ['dump', '--format', '%F "%v";%n', 'Acquire'])).split('\n')
  const network = settings.filter((line) => NETWORK_SETTINGS.test(line) && !line.endsWith(' "";'))
  writeFileSync(
    machine.path('/etc/apt/apt.conf.d/90network'),
    [...network, 'Acquire::Languages "none";', ''].join('\n'),
  )
  await apt(machine, 'update')
}

/** @param names packages, or the paths of `.deb` files in the machine */
export const install = (machine: Machine, ...names: readonly string[]): Promise<string> =>
  apt(machine, `install --yes --no-install-recommends ${names.join(' ')}`)

export const remove = (machine: Machine, name: string): Promise<string> =>
  apt(machine, `remove --yes ${name}`)

const apt = (machine: Machine, command: string): Promise<string> =>
  machine.run(`apt-get --quiet ${command}`, {
    online: true,
    env: { DEBIAN_FRONTEND: 'noninteractive' },
  })
