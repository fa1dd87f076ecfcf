// The packages inside a bundle: their code is in the file, though no node_modules folder is beside it.

/** A file of a package: the folder of the package, from the outermost node_modules on. */
const PACKAGE = /(?:^|\/)((?:node_modules\/(?:@[^/]+\/)?[^/]+\/)+)/

/**
 * @param {string} file a path or the id of a module
 * @returns {string | null} its package, as the lock file names it: `node_modules/a/node_modules/b`; null if it is in none
 */
export function packageOf(file) {
  return PACKAGE.exec(file.replaceAll('\\', '/'))?.[1]?.slice(0, -1) ?? null
}

/**
 * A module that the bundler left out completely is not inside; styles are in files of their own.
 * @param {readonly { type: string, modules?: Record<string, { renderedLength: number }> }[]} output of Rolldown or Vite
 * @returns {string[]} paths like `node_modules/react`, sorted
 */
export function packagesIn(output) {
  const packages = output
    .flatMap(({ modules }) => Object.entries(modules ?? {}))
    .filter(([id, { renderedLength }]) => renderedLength > 0 || /\.css(\?|$)/.test(id))
    .map(([id]) => packageOf(id))
  return [...new Set(packages)].filter((path) => path !== null).sort()
}
