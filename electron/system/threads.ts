/** The number of threads that a person has chosen: LAYERLOOM_THREADS, which the settings set as well. `null`: the choice is ours. */
export const requestedThreads = (env: NodeJS.ProcessEnv = process.env): number | null =>
  /^[1-9]\d{0,3}$/.test(env.LAYERLOOM_THREADS ?? '') ? Number(env.LAYERLOOM_THREADS) : null
