/** Why the engine ended, in one sentence: its last line, or what that line means. */

/** @param lastLine the last output of the engine; empty if there was none */
export function exitReason(reason: string, lastLine: string): string {
  // The loader's words for a program that was built for a newer Linux.
  const [, glibc] = /version [`']GLIBC_([\d.]+)' not found/.exec(lastLine) ?? []
  if (glibc !== undefined)
    return `${reason}: the C library of this system is older than glibc ${glibc}, which Layerloom needs`
  return lastLine === '' ? reason : `${reason}: ${lastLine}`
}
