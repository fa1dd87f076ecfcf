/** Number of rows (or groups) of a part. A share below 1 is a fraction, rounded half up; from 1 on it is the count itself. */
export const splitCount = (share: number, rows: number): number =>
  Math.floor(share < 1 ? share * rows + 0.5 : share)
