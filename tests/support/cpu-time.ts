/** How much work something is, without a clock: other processes take turns on the same cores, so the time that passes says little. */

/** @returns tells the milliseconds that this process has computed since */
export function cpuTimer(): () => number {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}
