/** Schemas of arguments that calls of several subjects take. */
import { z } from 'zod'
import type { Language } from '../../text.ts'
import { MAX_TEXT_BYTES } from '../codec.ts'

export const path = z
  .string()
  .min(1)
  .max(4096)
  .refine((text) => !text.includes('\0'), 'a path holds no zero character')

/** The text of a document or a program; shared/document parses and validates documents. */
export const documentText = z.string().max(MAX_TEXT_BYTES)
export const id = z.string().min(1).max(200)
/** Digest of a file's bytes. */
export const version = z.string().max(64)
export const draftId = z.string().regex(/^[a-z0-9]{16}$/)
export const MAX_EPOCHS = 1_000_000
export const epochs = z.int().min(1).max(MAX_EPOCHS)
export const seed = z
  .int()
  .min(0)
  .max(2 ** 32 - 1)
export const language: z.ZodType<Language> = z.enum(['en', 'ko'])
/** Of a table. */
export const columnName = z.string().max(4096)
export const cellText = z.string().max(100_000)
