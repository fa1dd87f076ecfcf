/** The menu of a figure of Observable Plot: that of charts. */
import { type NumberTable, PICTURE_HEIGHT, tableCsv } from './chart-content.ts'
import { ChartMenu } from './chart-menu.tsx'
import { type PlotPicture, plotSvg } from './plot-picture.ts'

interface Props extends Pick<PlotPicture, 'title' | 'options' | 'isSquare'> {
  /** Of the picture, where the figure has a row for each of its values. */
  readonly height?: number
  /** What the title is about; begins the names of the files. */
  readonly about: string
  /** Called when an action needs it. */
  readonly table: () => NumberTable
}

export function PlotMenu({ title, options, height = PICTURE_HEIGHT, about, table, isSquare = false }: Props) {
  return (
    <ChartMenu
      title={title}
      content={() => ({
        name: [about, title].filter(Boolean).join(' '),
        svg: (color) =>
          plotSvg({ title: [title, about].filter(Boolean).join(' · '), height, isSquare, options }, color),
        csv: () => tableCsv(table()),
      })}
    />
  )
}
