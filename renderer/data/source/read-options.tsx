/** How the file is read. An option that was found is dashed, one that the document sets is solid; other readings that fit are buttons. */
import { useId, useState } from 'react'
import { dataSources } from '../../../shared/data/sources/index.ts'
import { columnLists, pathField } from '../../../shared/data/sources/table-fields.ts'
import type { OptionFact } from '../../../shared/data/table-profile.ts'
import { labels, setData } from '../../../shared/document/edits.ts'
import { type Fields, findMember } from '../../../shared/fields/index.ts'
import type { Json } from '../../../shared/json.ts'
import type { Text } from '../../../shared/text.ts'
import { useApp, useDocument } from '../../state/store.ts'
import { useTable } from '../../state/table.ts'
import { Icon } from '../../ui/icon.tsx'
import { useText } from '../../ui/text.ts'
import styles from '../panel.module.css'
import { nameOfOption, parseOption, showOption, wordOf } from './option-texts.ts'
import source from './source.module.css'

const setOption = (field: string, value: Json): boolean =>
  useApp
    .getState()
    .editWhole(labels.setData(field), (document) => setData(document, `source.${field}`, value))

export function ReadOptions() {
  const t = useText()
  const facts = useTable((s) => s.profile?.options)
  const failed = useTable((s) => s.problems.length > 0)
  const { data } = useDocument()
  const known = new Set(facts?.map(({ field }) => field))
  // A file that could not be read has no facts; its options can be set nevertheless.
  const others = optionsOf(data?.source ?? { type: '' }).filter(
    ({ field, isSet }) => !known.has(field) && (failed || isSet || !isAdvanced(data?.source.type, field)),
  )
  // While a table cannot be read as set, the facts are those of its last reading.
  const found = (facts ?? []).map((fact) => withOwnValue(fact, data?.source))
  const shown = facts || failed ? [...found, ...others] : []
  if (shown.length === 0) return null
  return (
    <section className={styles.section}>
      <h3>
        {t({ en: 'Read options', ko: '읽기 설정' })}
        <span>
          {shown.some(({ isSet }) => isSet)
            ? t({ en: 'dashed: detected', ko: '점선: 찾은 값' })
            : t({ en: 'detected', ko: '찾은 값' })}
        </span>
      </h3>
      {shown.map((fact) => (
        <Option key={fact.field} fact={fact} />
      ))}
    </section>
  )
}

/** The fact with the value that the document sets, if it does. */
function withOwnValue(
  fact: OptionFact,
  source: { readonly [field: string]: unknown } | undefined,
): OptionFact {
  const own = (source?.[fact.field] ?? null) as Json
  return own === null || JSON.stringify(own) === JSON.stringify(fact.value)
    ? fact
    : { ...fact, value: own, isSet: true }
}

const fieldsOf = (type: string | undefined): Fields =>
  (type === undefined ? undefined : findMember(dataSources, type)?.fields) ?? {}

const isAdvanced = (type: string | undefined, field: string): boolean =>
  fieldsOf(type)[field]?.advanced === true

/** Fields that say which file and what the columns are for, not how the file is read. */
const isOption = (field: string): boolean =>
  !Object.hasOwn(pathField, field) && !Object.hasOwn(columnLists, field) && field !== 'more_paths'

/** The reader options of a source as its document sets them. */
function optionsOf(source: {
  readonly type: string
  readonly [field: string]: unknown
}): readonly OptionFact[] {
  return Object.keys(fieldsOf(source.type))
    .filter(isOption)
    .map((field) => ({
      field,
      value: (source[field] ?? null) as Json,
      isSet: (source[field] ?? null) !== null,
      reason: null,
      alternatives: [],
    }))
}

function Option({ fact }: { readonly fact: OptionFact }) {
  const t = useText()
  const id = useId()
  const { field, value, isSet, reason, alternatives } = fact
  const type = useDocument().data?.source.type ?? ''
  const definition = findMember(dataSources, type)?.fields[field]
  const [typed, setTyped] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<Text | null>(null)
  const word = typed === null ? wordOf(value) : null
  const commit = () => {
    if (typed === null) return
    const next = parseOption(field, typed)
    const read = definition?.read(next)
    setRefusal(read && !read.ok ? read.expected : null)
    if (read && !read.ok) return
    setTyped(null)
    if (JSON.stringify(next) !== JSON.stringify(value)) setOption(field, next)
  }
  const reset = t({ en: 'As found in the file', ko: '파일에서 찾은 대로' })
  const help = definition ? `${field}: ${t(definition.help)}` : field
  return (
    <>
      <div className={source.option} title={reason ? `${t(reason)}\n${help}` : help}>
        <label htmlFor={id}>{t(nameOfOption(field))}</label>
        <span
          className={source.box}
          data-own={isSet || undefined}
          data-invalid={refusal !== null || undefined}
        >
          <input
            id={id}
            value={typed ?? showOption(value)}
            placeholder={value === null ? t({ en: 'as found', ko: '찾은 대로' }) : undefined}
            spellCheck={false}
            autoComplete="off"
            aria-invalid={refusal !== null || undefined}
            aria-description={reason ? t(reason) : undefined}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onFocus={(event) => event.currentTarget.select()}
            onBlur={commit}
            onKeyDown={(event) => {
              if (event.nativeEvent.isComposing) return
              if (event.key === 'Enter') commit()
              if (event.key === 'Escape') {
                setTyped(null)
                setRefusal(null)
              }
            }}
          />
          {word && <span className={source.word}>{t(word)}</span>}
          {isSet && (
            <button
              type="button"
              className={source.reset}
              aria-label={`${t(nameOfOption(field))}: ${reset}`}
              title={reset}
              onClick={() => {
                setTyped(null)
                setRefusal(null)
                setOption(field, null)
              }}
            >
              <Icon name="reset" size={13} />
            </button>
          )}
        </span>
        {refusal && (
          <p className={source.refused} role="alert">
            {t({ en: `It must be ${refusal.en}.`, ko: `${refusal.ko} 값이 필요합니다.` })}
          </p>
        )}
      </div>
      {alternatives.length > 0 && (
        <div className={source.doubt}>
          <p>
            {reason
              ? t(reason)
              : t({ en: 'It can be read in another way too.', ko: '다르게도 읽을 수 있습니다.' })}
          </p>
          {alternatives.map((other) => (
            <button
              key={JSON.stringify(other.value)}
              type="button"
              className={styles.button}
              onClick={() => setOption(field, other.value)}
            >
              <code>{showOption(other.value) || '–'}</code>
              <span>{t(other.meaning)}</span>
            </button>
          ))}
        </div>
      )}
    </>
  )
}
