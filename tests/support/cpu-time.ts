/** Measures the CPU time of this process. Wall-clock time says little, because other processes use the same cores. */

/** @returns a function that returns the CPU time since the call of `cpuTimer`, in milliseconds */
export function cpuTimer(): () => number {
  const start = process.cpuUsage()
  return () => {
    const { user, system } = process.cpuUsage(start)
    return (user + system) / 1000
  }
}
