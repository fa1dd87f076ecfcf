/** The split of split.ts and permutation.ts in numpy, for the exported program. It selects the same rows and needs no other package. */

import type { DataInfo } from './data-info.ts'
import type { DataReference } from './reference.ts'

/** Functions of the exported program; it must have `import numpy as np` above them. */
export const SPLIT_FUNCTIONS: readonly string[] = [
  'def mix(x):',
  '    """The 32-bit finalizer of MurmurHash3."""',
  '    x = (x ^ (x >> 16)) * 0x85EBCA6B & 0xFFFFFFFF',
  '    x = (x ^ (x >> 13)) * 0xC2B2AE35 & 0xFFFFFFFF',
  '    return x ^ (x >> 16)',
  '',
  '',
  'def permutation(n, seed):',
  '    """Row numbers sorted by a hash of (seed, row number)."""',
  '    seed &= 0xFFFFFFFF',
  '    rows = np.arange(n, dtype=np.uint64)',
  '    first, second = mix(seed), mix((seed + 0x9E3779B9) & 0xFFFFFFFF)',
  '    keys = mix((rows + np.uint64(first)) & np.uint64(0xFFFFFFFF))',
  '    keys = mix(keys ^ np.uint64(second))',
  '    return np.argsort(keys, kind="stable")',
  '',
  '',
  'def allot(total, counts):',
  '    """Divides total in proportion to counts; leftovers go to the largest remainders."""',
  '    shares = total * counts // counts.sum()',
  '    left = total - shares.sum()',
  '    shares[np.argsort(-(total * counts % counts.sum()), kind="stable")[:left]] += 1',
  '    return shares',
  '',
  '',
  'def split_rows(classes, validation, test, seed):',
  '    """Row numbers for training, validation and test, per class."""',
  '    order = permutation(len(classes), seed)',
  '    _, classes = np.unique(classes, return_inverse=True)',
  '    counts = np.bincount(classes).astype(np.int64)',
  '    for_validation = allot(validation, counts)',
  '    for_test = allot(test, counts - for_validation)',
  '    parts = [], [], []',
  '    for c in range(len(counts)):',
  '        rows = order[classes[order] == c]',
  '        a, b = for_validation[c], for_validation[c] + for_test[c]',
  '        for part, chosen in zip(parts, (rows[b:], rows[:a], rows[a:b])):',
  '            part.append(chosen)',
  '    return [np.sort(np.concatenate(part)) for part in parts]',
]

/**
 * The call that reproduces the split: lines that define `train_rows`, `validation_rows` and `test_rows`.
 * @param reference the document's data
 * @param info the engine's description of the data; without it the program computes the counts itself
 * @param targets the Python name of the array with one class or number per row
 */
export function splitCall(reference: DataReference, info: DataInfo | null, targets = 'labels'): string[] {
  const { split } = reference
  const count = (share: number, known: number | undefined) => {
    if (known !== undefined) return String(known)
    return share > 0 && share < 1 ? `int(${share} * len(${targets}) + 0.5)` : String(Math.floor(share))
  }
  const perClass = split.stratify && info?.targets[0].kind !== 'number'
  return [
    'train_rows, validation_rows, test_rows = split_rows(',
    `    ${perClass ? targets : `np.zeros(len(${targets}))`},`,
    `    validation=${count(split.validation, info?.rows.validation)},`,
    `    test=${count(split.test, info?.rows.test)},`,
    `    seed=${split.seed},`,
    ')',
  ]
}

/** The functions followed by the call. */
export const splitProgram = (
  reference: DataReference,
  info: DataInfo | null,
  targets = 'labels',
): string[] => [...SPLIT_FUNCTIONS, '', '', ...splitCall(reference, info, targets)]
