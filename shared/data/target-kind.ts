/** Whether a target holds classes or numbers when nobody has said so. Reader, suggestions and preparation decide by this one rule. */

/** Up to this many distinct integers are classes, if each occurs twice on average. */
export const MAX_AUTO_CLASSES = 20

/** Whether numbers are taken for classes. */
export const isFewIntegers = ({
  allIntegers,
  distinct,
  rows,
}: {
  readonly allIntegers: boolean
  readonly distinct: number
  /** Rows that have a value. */
  readonly rows: number
}): boolean => allIntegers && distinct > 0 && distinct <= MAX_AUTO_CLASSES && distinct * 2 <= rows
