/** Answers of the real Keras that are stored in tests/golden/keras, one case per line, with the version of Keras. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, inject } from 'vitest'
import { askKeras, type Request } from './keras.ts'
import { streamOf } from './random-arrays.ts'

const FOLDER = join(resolve(dirname(fileURLToPath(import.meta.url)), '..'), 'golden', 'keras')
/** `write` asks Keras for all answers and stores them; `missing` asks only for the answers that are not stored yet. */
const wish = process.env.LAYERLOOM_GOLDEN
const writing = wish === 'write' || wish === 'missing'

export interface Stored<Answer> {
  /** The stored answer. @throws Error when there is none */
  of(name: string): Answer
  /** The names of the cases that this run asks Keras for. */
  readonly renewed: readonly string[]
  /** The current answer of Keras, for a name in `renewed`. */
  anew(name: string): Promise<Answer>
}

/**
 * The answers to a table of cases. Each run also asks Keras for a tenth of them; a seed that is printed chooses which. The seed is the
 * day, or LAYERLOOM_SEED. The long tests ask for all. Call this function while tests are collected.
 * @param file name in tests/golden/keras, without .json
 */
export function stored<Answer>(
  file: string,
  cases: readonly { readonly name: string; readonly request: Request }[],
): Stored<Answer> {
  const path = join(FOLDER, `${file}.json`)
  const names = cases.map((c) => c.name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice) throw new Error(`Two cases are called ${twice}.`)
  const kept = (): { [name: string]: Answer } =>
    existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as { cases: { [name: string]: Answer } }).cases
      : {}
  const old = wish === 'missing' ? kept() : {}
  const chosen = writing
    ? names.filter((name) => !Object.hasOwn(old, name))
    : process.env.LAYERLOOM_LONG
      ? names
      : tenth(names)
  let asked: Promise<Map<string, Answer>> | null = null
  const ask = () => {
    asked ??= request()
    return asked
  }
  const request = async () => {
    const wanted = cases.filter((c) => chosen.includes(c.name))
    const [version, ...answers] = await askKeras([{ kind: 'version' }, ...wanted.map((c) => c.request)])
    const given = new Map(wanted.map((c, i) => [c.name, answers[i] as Answer]))
    if (writing && given.size > 0)
      write(path, version as string, new Map(names.map((name) => [name, given.get(name) ?? old[name]])))
    return given
  }
  if (writing) beforeAll(ask)
  return {
    of(name) {
      const answer = kept()[name]
      if (answer === undefined)
        throw new Error(
          `${path} has no answer for ${name}. Run the test with LAYERLOOM_GOLDEN=write to ask Keras.`,
        )
      return answer
    },
    renewed: chosen,
    anew: async (name) => (await ask()).get(name)!,
  }
}

function tenth(names: readonly string[]): string[] {
  const stream = streamOf(inject('goldenSeed'))
  const keyed = names.map((name) => ({ name, key: stream.uniform() })).sort((a, b) => a.key - b.key)
  return keyed.slice(0, Math.ceil(names.length / 10)).map((k) => k.name)
}

function write(path: string, version: string, answers: ReadonlyMap<string, unknown>): void {
  mkdirSync(FOLDER, { recursive: true })
  const lines = [...answers].map(([name, answer]) => `    ${JSON.stringify(name)}: ${JSON.stringify(answer)}`)
  writeFileSync(
    path,
    `{\n  "keras": ${JSON.stringify(version)},\n  "cases": {\n${lines.join(',\n')}\n  }\n}\n`,
  )
}
