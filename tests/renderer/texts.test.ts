/** Every text on the screen is in English and Korean: none is outside a `{ en, ko }`, and none lacks a language. */
// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code in strings
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { invalidTranslations, untranslatedTexts } from '../support/texts.ts'

const files = (...folders: readonly string[]) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  )
const scriptKind = (file: string) => (file.endsWith('x') ? 'tsx' : 'ts')
const format = (file: string, faults: readonly { line: number; message: string }[]) =>
  faults.map(({ line, message }) => `${file}:${line} ${message}`)

it('no text is outside the catalogue', () => {
  const sources = files('renderer')
  expect(sources.length).toBeGreaterThan(50)
  expect(
    sources.flatMap((file) => format(file, untranslatedTexts(readFileSync(file, 'utf8'), scriptKind(file)))),
  ).toEqual([])
})

it('every text is in both languages', () => {
  let texts = 0
  const faults = files('renderer', 'shared', 'electron').flatMap((file) => {
    const { faults, count } = invalidTranslations(readFileSync(file, 'utf8'), scriptKind(file))
    texts += count
    return format(file, faults)
  })
  expect(faults).toEqual([])
  expect(texts).toBeGreaterThan(500)
})

describe('these checks detect', () => {
  it.each([
    ['<p>Press Train</p>', 'text: Press Train'],
    ['<p>{busy ? "Wait a bit" : t(x)}</p>', 'text: Wait a bit'],
    ['<p>{`${n} layers`}</p>', 'text: … layers'],
    ['<p>{name || "no name"}</p>', 'text: no name'],
    ['<button aria-label="Close" />', 'aria-label: Close'],
    ['<button title={open ? "Close" : undefined} />', 'title: Close'],
    ['<input placeholder={"Find " + what} />', 'placeholder: Find'],
    ['<img alt="a picture" />', 'alt: a picture'],
    ['const o = { "aria-label": "Program" }', 'aria-label: Program'],
    ['element.textContent = "Nothing yet"', 'textContent: Nothing yet'],
    ['<p>저장</p>', 'text: 저장'],
  ])('%s', (code, what) => {
    expect(untranslatedTexts(code).map((fault) => fault.message)).toEqual([what])
  })
  it.each([
    '<p>{t({ en: "Press Train", ko: "학습을 누르세요" })}</p>',
    '<p className="note" data-kind="main">{name}: {count}</p>',
    '<button title={`${t(title)} (${key})`} aria-label={t(name)} />',
    '<h1>{name}<i>.loom</i></h1>',
    '<p>{kind === "main" ? a : b}</p>',
  ])('nothing in %s', (code) => {
    expect(untranslatedTexts(code)).toEqual([])
  })
  it.each([
    ['({ en: "Save" })', 'only en'],
    ['({ ko: "저장" })', 'only ko'],
    ['({ en: "Save", ko: "" })', 'empty: Save'],
    ['({ en: "Save", ko: "Save it" })', 'no Korean in: Save it'],
    ['({ en: "저장", ko: "저장" })', 'Korean in the English text: 저장'],
    ['({ en: "the same words", ko: "the same words" })', 'not translated: the same words'],
  ])('%s', (code, what) => {
    expect(invalidTranslations(code).faults.map((fault) => fault.message)).toEqual([what])
  })
  it('names and figures need no translation', () => {
    expect(
      invalidTranslations('[{ en: "Fashion-MNIST", ko: "Fashion-MNIST" }, { en: `${n} %`, ko: `${n} %` }]')
        .faults,
    ).toEqual([])
  })
})
