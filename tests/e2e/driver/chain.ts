/** Turns an object of actions into a chain: `await app.openExample('iris').layer('dense').set('units', 3).undo()`. */

type Action = (...args: never[]) => unknown
/** Every action gives the chain again; awaiting it runs up to there and gives the last action's answer. */
export type Chain<T, V = void> = {
  [K in keyof T]: T[K] extends Action
    ? (...args: Parameters<T[K]>) => Chain<T, Awaited<ReturnType<T[K]>>>
    : never
} & PromiseLike<V>
/** The beginning of a chain; not awaitable itself, so that a fixture can hand it on. */
export type Start<T> = Omit<Chain<T>, 'then'>

/** Actions run one after the other; the first that fails ends the chain with its error. */
export function chain<T extends object>(actions: T): Start<T> {
  const at = (last: Promise<unknown> | null): unknown =>
    new Proxy(actions, {
      get(target, name) {
        if (name === 'then') return last ? last.then.bind(last) : undefined
        const action = Reflect.get(target, name) as ((...args: unknown[]) => unknown) | undefined
        if (typeof action !== 'function') return undefined
        return (...args: unknown[]) => at((last ?? Promise.resolve()).then(() => action(...args)))
      },
    })
  return at(null) as Start<T>
}
