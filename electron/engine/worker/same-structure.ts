/** Compares the structure of a value that was read with that of the value it stands for. */
/** Whether a value that was read has the structure of a state: the same counts, and the same fields with plain values. */
export function hasSameStructure(expected: unknown, actual: unknown): boolean {
  if (expected === null || typeof expected !== 'object')
    return actual === null || typeof actual === 'number' || typeof actual === 'boolean'
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual) !== Array.isArray(expected))
    return false
  const [names, others] = [Object.keys(expected), Object.keys(actual)]
  return (
    names.length === others.length &&
    names.every(
      (name) =>
        Object.hasOwn(actual, name) &&
        hasSameStructure(expected[name as keyof object], actual[name as keyof object]),
    )
  )
}
