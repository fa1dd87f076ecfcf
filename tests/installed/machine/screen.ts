/** A virtual screen inside a machine. */
import { firstLine, type Machine } from './machine.ts'

const SIZE = '1600x1000x24'

/** @returns the value of DISPLAY in the machine */
export async function startScreen(machine: Machine): Promise<string> {
  await machine.run('mkdir -p /tmp/.X11-unix && chmod 1777 /tmp/.X11-unix')
  // The program ends with the machine.
  const server = machine.start(`exec Xvfb -displayfd 1 -screen 0 ${SIZE} -nolisten tcp`)
  return `:${await firstLine(server, 'Xvfb')}`
}
