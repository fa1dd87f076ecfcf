/** Steps that make several numbers of one. */
import { assign, trainingRows, type WriteStep } from './write.ts'

export const bins: WriteStep = (values, { n_bins, strategy }) => {
  const { variable, hasMissing } = values
  const fit = `${trainingRows(values)}${hasMissing ? '.dropna()' : ''}`
  const shares = `np.arange(1, ${n_bins}) / ${n_bins}`
  return {
    lines: [
      ...(strategy === 'quantile'
        ? [`edges = np.unique(np.quantile(${fit}, ${shares}))`]
        : [
            `low, high = ${trainingRows(values)}.min(), ${trainingRows(values)}.max()`,
            `edges = np.unique(low + (high - low) * (${shares}))`,
          ]),
      ...(hasMissing ? [`present = ${variable}.notna().to_numpy()[:, None]`] : []),
      assign(
        values,
        `np.eye(len(edges) + 1)[np.digitize(${variable}, edges)]${hasMissing ? ' * present' : ''}`,
      ),
    ],
    isArray: true,
  }
}

export const powers: WriteStep = (values, { degree }) => ({
  lines: [
    assign(
      values,
      `pd.DataFrame(${values.variable}.to_numpy()[:, None] ** np.arange(1.0, ${Number(degree) + 1}))`,
    ),
  ],
  next: { isFrame: true },
})
