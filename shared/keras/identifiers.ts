/** Names of Python variables: valid, none twice, none that the program uses otherwise. */

const RESERVED = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if import in ' +
    'is lambda nonlocal not or pass raise return try while with yield match case type ' +
    'bool bytes dict enumerate filter float getattr int isinstance iter len list map max min next object open ' +
    'print range reversed round set slice sorted str sum super tuple zip ' +
    'argparse csv gzip keras layers np Path args parser model x y mix permutation allot split_rows read_idx read_table ' +
    'images labels table names mean std history partial ' +
    'x_train y_train w_train x_val y_val w_val x_test y_test w_test'
  ).split(' '),
)

/**
 * Gives each wish a variable of its own: `dense_1`, `dense_1_2`…
 * @param others names that the program has given already
 */
export function identifiers(others: Iterable<string>): (wish: string) => string {
  const taken = new Set(others)
  return (wish) => {
    const stem = wish.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^(?=\d|$)/, 'layer_')
    for (let n = 1; ; n++) {
      const name = n === 1 ? stem : `${stem}_${n}`
      if (RESERVED.has(name) || taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}
