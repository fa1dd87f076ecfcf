/** Names cut to the room that each has: their beginnings, or their ends where the beginnings are the same. */
export function shortLabels(names: readonly string[], room: number): readonly string[] {
  const shorten = (cut: (name: string) => string) =>
    names.map((name) => (name.length <= room ? name : cut(name)))
  const beginnings = shorten((name) => `${name.slice(0, room - 1)}…`)
  return new Set(beginnings).size === new Set(names).size
    ? beginnings
    : shorten((name) => `…${name.slice(1 - room)}`)
}
