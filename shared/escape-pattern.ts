/** A regular expression that matches exactly this text, in JavaScript and Python. */
export const escapePattern = (literal: string): string => literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
