/** Turns an object of actions into a chain: `await app.openExample('iris').layer('dense').set('units', 3).undo()`. */

type Action = (...args: never[]) => unknown
/** Every action returns the chain. Awaiting the chain runs its actions and returns the result of the last one. */
export type Chain<T, V = void> = {
  [K in keyof T]: T[K] extends Action
    ? (...args: Parameters<T[K]>) => Chain<T, Awaited<ReturnType<T[K]>>>
    : never
} & PromiseLike<V>
/** The start of a chain. It is not awaitable, so that an async fixture can pass it on. */
export type Start<T> = Omit<Chain<T>, 'then'>

/** Runs the actions one after the other. The first one that fails ends the chain with its error. */
export function chain<T extends object>(actions: T): Start<T> {
  const chainAfter = (last: Promise<unknown> | null): unknown =>
    new Proxy(actions, {
      get(target, name) {
        if (name === 'then') return last ? last.then.bind(last) : undefined
        const action = Reflect.get(target, name) as ((...args: unknown[]) => unknown) | undefined
        if (typeof action !== 'function') return undefined
        return (...args: unknown[]) => chainAfter((last ?? Promise.resolve()).then(() => action(...args)))
      },
    })
  return chainAfter(null) as Start<T>
}
