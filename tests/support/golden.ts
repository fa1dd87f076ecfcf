/** Answers of the real Keras that are stored in tests/golden/keras, one case per line, with the version of Keras. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, inject } from 'vitest'
import { askKeras, type Request } from './keras.ts'
import { streamOf } from './random-arrays.ts'

const FOLDER = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'golden', 'keras')
/** `write` asks Keras for all answers and stores them; `missing` asks only for the answers that are not stored yet. */
const mode = process.env.LAYERLOOM_GOLDEN
const writing = mode === 'write' || mode === 'missing'

export interface GoldenAnswers<Answer> {
  /** The stored answer. @throws Error when there is none */
  saved(name: string): Answer
  /** The names of the cases that this run asks Keras for. */
  readonly refreshed: readonly string[]
  /** The current answer of Keras, for a name in `refreshed`. */
  fresh(name: string): Promise<Answer>
}

/**
 * The answers to a table of cases. Each run also asks Keras for a tenth of them; a seed that is printed chooses which. The seed is the
 * day, or LAYERLOOM_SEED. The long tests ask for all. Call this function while tests are collected.
 * @param file name in tests/golden/keras, without .json
 */
export function goldenAnswers<Answer>(
  file: string,
  cases: readonly { readonly name: string; readonly request: Request }[],
): GoldenAnswers<Answer> {
  const path = join(FOLDER, `${file}.json`)
  const names = cases.map((c) => c.name)
  const duplicate = names.find((name, i) => names.indexOf(name) !== i)
  if (duplicate) throw new Error(`Two cases are called ${duplicate}.`)
  const readSaved = (): { [name: string]: Answer } =>
    existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: { [name: string]: Answer } }).cases
      : {}
  const previous = mode === 'missing' ? readSaved() : {}
  const chosen = writing
    ? names.filter((name) => !Object.hasOwn(previous, name))
    : process.env.LAYERLOOM_LONG
      ? names
      : chooseTenth(names)
  let pendingAnswers: Promise<Map<string, Answer>> | null = null
  const ask = () => {
    pendingAnswers ??= request()
    return pendingAnswers
  }
  const request = async () => {
    const chosenCases = cases.filter((c) => chosen.includes(c.name))
    const [version, ...answers] = await askKeras([{ kind: 'version' }, ...chosenCases.map((c) => c.request)])
    const received = new Map(chosenCases.map((c, i) => [c.name, answers[i] as Answer]))
    if (writing && received.size > 0)
      write(
        path,
        version as string,
        new Map(names.map((name) => [name, received.get(name) ?? previous[name]])),
      )
    return received
  }
  if (writing) beforeAll(ask)
  return {
    saved(name) {
      const answer = readSaved()[name]
      if (answer === undefined)
        throw new Error(
          `${path} has no answer for ${name}. Run the test with LAYERLOOM_GOLDEN=write to ask Keras.`,
        )
      return answer
    },
    refreshed: chosen,
    fresh: async (name) => (await ask()).get(name)!,
  }
}

function chooseTenth(names: readonly string[]): string[] {
  const stream = streamOf(inject('goldenSeed'))
  const shuffled = names.map((name) => ({ name, key: stream.uniform() })).sort((a, b) => a.key - b.key)
  return shuffled.slice(0, Math.ceil(names.length / 10)).map((k) => k.name)
}

function write(path: string, version: string, answers: ReadonlyMap<string, unknown>): void {
  mkdirSync(FOLDER, { recursive: true })
  const lines = [...answers].map(([name, answer]) => `    ${JSON.stringify(name)}: ${JSON.stringify(answer)}`)
  writeFileSync(
    path,
    `{\n  "keras": ${JSON.stringify(version)},\n  "cases": {\n${lines.join(',\n')}\n  }\n}\n`,
  )
}
