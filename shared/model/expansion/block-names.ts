/** Names of blocks, which the names of their layers start with. */
import { snakeCase } from '../../document/ids.ts'

/** Returns a function that gives each block a name of its own: hidden, hidden_1, … */
export function createBlockNames(): (name: string) => string {
  const usedNames = new Set<string>()
  const lastNumbers = new Map<string, number>()
  return (name) => {
    const stem = blockName(name)
    for (let n = lastNumbers.get(stem) ?? 0; ; n++) {
      const candidate = n === 0 ? stem : `${stem}_${n}`
      if (usedNames.has(candidate)) continue
      lastNumbers.set(stem, n)
      usedNames.add(candidate)
      return candidate
    }
  }
}

/** A block's name as part of a layer name, with characters that Keras accepts. */
const blockName = (name: string): string =>
  snakeCase(name.trim().replace(/[^A-Za-z0-9]+/g, '_')).replace(/^_+|_+$/g, '') || 'block'
