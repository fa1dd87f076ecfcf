/** Where the keys lead from a point of a figure. Pure. */

interface Place {
  readonly left: number
  readonly top: number
}

/** Left, Right, Home and End go along the point's own line; Up and Down to the nearest point of the line before and after it.
 *  @param lines name of the line of each point; the points of a line follow each other
 *  @param active index of a point; null: none is chosen yet
 *  @returns undefined: the key is not one of these */
export function pointAfterKey(
  key: string,
  active: number | null,
  lines: readonly string[],
  places: readonly Place[],
): number | undefined {
  const at = active ?? (key === 'ArrowLeft' || key === 'End' ? lines.length - 1 : 0)
  const first = lines.indexOf(lines[at]!)
  const last = lines.lastIndexOf(lines[at]!)
  switch (key) {
    case 'ArrowRight':
      return active === null ? first : Math.min(at + 1, last)
    case 'ArrowLeft':
      return active === null ? last : Math.max(at - 1, first)
    case 'Home':
      return first
    case 'End':
      return last
    case 'ArrowUp':
    case 'ArrowDown': {
      if (first === 0 && last === lines.length - 1) return undefined
      if (active === null) return first
      const other = lines[key === 'ArrowUp' ? first - 1 : last + 1]
      return other === undefined ? at : nearestOf(other, at, lines, places)
    }
  }
  return undefined
}

function nearestOf(line: string, to: number, lines: readonly string[], places: readonly Place[]): number {
  const distance = (i: number) => Math.abs((places[i]?.left ?? 0) - (places[to]?.left ?? 0))
  let found = lines.indexOf(line)
  for (let i = found; i <= lines.lastIndexOf(line); i++) if (distance(i) < distance(found)) found = i
  return found
}
