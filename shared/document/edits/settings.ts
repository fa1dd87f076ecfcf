/** Training settings, data and the document's name. A value that its field cannot read is refused, because a setting has no node on
 *  which a problem could be shown. */
import { produce } from 'immer'
import type { DataReference } from '../../data/data-reference.ts'
import { isTableSource, withTableFile } from '../../data/sources/index.ts'
import { type Config, type Field, type Fields, toJson } from '../../fields/index.ts'
import { describeValue, type Json } from '../../json.ts'
import type { Text } from '../../text.ts'
import { fileFields } from '../data-paths.ts'
import type { Document } from '../document.ts'
import { MAX_STRING } from '../limits.ts'
import { createDataReference, sourceField, splitFields, trainingFields } from '../settings.ts'
import { refuseEdit, requireData } from './change.ts'

/** Sets one training setting by its path: `epochs`, `optimizer` (a name or `{ type, … }`), `optimizer.learning_rate`, `callbacks`,
 *  `callbacks.0.patience`.
 *  @throws ProblemError with the path and the expected value */
export function setTraining(document: Document, path: string, value: Json): Document {
  const training = setAt(trainingFields, document.training, path, value, 'training')
  return training === document.training ? document : { ...document, training }
}

/** Sets the data source by name or as `{ type, … }`, or null for none. A new source starts with its default split.
 *  @throws ProblemError if it is not a data source */
export function setDataSource(document: Document, source: Json): Document {
  if (source === null) return document.data === null ? document : { ...document, data: null }
  const read = sourceField.read(source)
  if (!read.ok) return refuseSetting('data.source', read.expected, read.received ?? describeValue(source))
  const previous = document.data
  if (previous?.source.type !== read.value.type) return { ...document, data: createDataReference(source) }
  const { columns, marks, ...others } = previous
  // Settings of columns and marks of rows are about one file.
  const isSameFile = JSON.stringify(fileFields(previous.source)) === JSON.stringify(fileFields(read.value))
  return {
    ...document,
    data: {
      ...others,
      ...(isSameFile && columns && { columns }),
      ...(isSameFile && marks && { marks }),
      source: read.value,
      fingerprint: null,
    },
  }
}

/** Sets one property of the data by its path: `source.path`, `split.validation`. The fingerprint is cleared, because the rows may
 *  change.
 *  @throws ProblemError if there is no data or the value is not valid */
export function setData(document: Document, path: string, value: Json): Document {
  const data = requireData(document)
  const [section, ...rest] = path.split('.')
  const next: DataReference =
    section === 'split'
      ? {
          ...data,
          split: setAt(splitFields, data.split, rest.join('.'), value, 'data.split'),
          fingerprint: null,
        }
      : {
          ...data,
          source: setSource(data.source, path, value),
          fingerprint: null,
        }
  return JSON.stringify(next) === JSON.stringify({ ...data, fingerprint: null })
    ? document
    : { ...document, data: next }
}

/** Stores the fingerprint of the rows at their last use; null clears it. */
export const setFingerprint = (document: Document, fingerprint: string | null): Document =>
  document.data === null || document.data.fingerprint === fingerprint
    ? document
    : { ...document, data: { ...document.data, fingerprint } }

export const renameDocument = (document: Document, name: string): Document =>
  name === document.name ? document : { ...document, name: name.slice(0, MAX_STRING) }

function setAt<T extends object>(fields: Fields, values: T, path: string, value: Json, section: string): T {
  const [name, ...rest] = path.split('.') as [string, ...string[]]
  const field = Object.hasOwn(fields, name) ? (fields[name] as Field) : undefined
  if (!field) {
    const known = Object.keys(fields).join(', ')
    return refuseSetting(
      `${section}.${name}`,
      { en: `one of ${known}`, ko: `${known} 중 하나` },
      describeValue(name),
    )
  }
  const current = (values as { readonly [name: string]: Json })[name]!
  const raw = rest.length === 0 ? value : replaceAt(current, rest, value, `${section}.${path}`)
  const read = field.read(raw)
  if (!read.ok)
    return refuseSetting(
      [section, name, read.at].filter(Boolean).join('.'),
      read.expected,
      read.received ?? describeValue(raw),
    )
  const previous = JSON.stringify(toJson(field, current))
  return previous === JSON.stringify(toJson(field, read.value)) ? values : { ...values, [name]: read.value }
}

/** Replaces the value at a path of plain JSON; the path must exist. */
const replaceAt = (json: Json, path: readonly string[], value: Json, fullPath: string): Json =>
  produce(json, (draft) => {
    let parent = draft as unknown as { [key: string]: Json }
    for (const key of path.slice(0, -1))
      parent = requireKey(parent, key, fullPath) as unknown as { [key: string]: Json }
    const last = path.at(-1)!
    requireKey(parent, last, fullPath)
    parent[last] = value
  })
function requireKey(object: { [key: string]: Json }, key: string, fullPath: string): Json {
  if (typeof object === 'object' && object !== null && Object.hasOwn(object, key)) return object[key]!
  return refuseSetting(fullPath, { en: 'an existing setting', ko: '존재하는 설정' }, describeValue(key))
}

function refuseSetting(fullPath: string, expected: Text, received: string): never {
  return refuseEdit(
    {
      en: `${fullPath}: expected ${expected.en}, received ${received}.`,
      ko: `${fullPath}: ${expected.ko}(이)어야 하는데 ${received}을(를) 받았습니다.`,
    },
    { field: fullPath },
  )
}

/** A file of another kind is another source: `source.path` of a CSV table set to a Parquet file. */
function setSource(source: Config, path: string, value: Json): Config {
  const next = setAt({ source: sourceField }, { source }, path, value, 'data').source
  return path === 'source.path' && isTableSource(next) ? withTableFile(next, String(next.path)) : next
}
