/** Names of Python variables: valid, unique, and not used by Python or elsewhere in the program. */

const KEYWORDS =
  'False None True and as assert async await break class continue def del elif else except finally for from global if import in is ' +
  'lambda match nonlocal not or pass raise return case try type while with yield'

/** Builtin functions and types of Python, without the exceptions, because no layer has such a name. */
const BUILTINS =
  'abs aiter all anext any ascii bin bool breakpoint bytearray bytes callable chr classmethod compile complex copyright credits ' +
  'delattr dict dir divmod enumerate eval exec exit filter float format frozenset getattr globals hasattr hash help hex id input int ' +
  'isinstance issubclass iter len license list locals map max memoryview min next object oct open ord pow print property quit range ' +
  'repr reversed round set setattr slice sorted staticmethod str sum super tuple vars zip'

/** Names that the rest of the program may define, whether or not it does. */
const PROGRAM_NAMES =
  'keras layers model np pd partial Path callbacks x y x_train y_train w_train x_val y_val w_val x_test y_test w_test'

const RESERVED = new Set(`${KEYWORDS} ${BUILTINS} ${PROGRAM_NAMES}`.split(' '))

/** Names that lines of Python define at the top level: imports, functions, classes and variables. */
export function definedNames(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const [, named] = /^(?:def|class) (\w+)/.exec(line) ?? []
    if (named) return [named]
    const [, imported] = /^(?:from \S+ )?import (.+)$/.exec(line) ?? []
    if (imported) return imported.split(', ').map((part) => part.replace(/^.* as /, ''))
    const [, assigned] = /^(\w+(?:, \w+)*) = /.exec(line) ?? []
    return assigned ? assigned.split(', ') : []
  })
}

/**
 * Returns a function that gives each preferred name a unique variable: `dense_1`, `dense_1_2`…
 * @param usedNames names that the program already uses
 */
export function createNameAllocator(usedNames: Iterable<string>): (preferred: string) => string {
  const allNames = new Set(usedNames)
  return (preferred) => {
    const stem = preferred.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, 'layer_')
    for (let n = 1; ; n++) {
      const name = n === 1 ? stem : `${stem}_${n}`
      if (RESERVED.has(name) || allNames.has(name)) continue
      allNames.add(name)
      return name
    }
  }
}
