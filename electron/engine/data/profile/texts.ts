/** Texts about the contents of a table. */
import type { Text } from '../../../../shared/text.ts'

const n = (value: number): string => value.toLocaleString('en-US')
const quoted = (value: string): string => `“${value.length > 60 ? `${value.slice(0, 59)}…` : value}”`

export const texts = {
  noTable: (title: Text): Text => ({
    en: `${title.en} is no table: it has no columns to look at. Choose a CSV file or another table under Data.`,
    ko: `${title.ko}은(는) 표가 아니라서 살펴볼 열이 없습니다. 데이터 항목에서 CSV 파일 같은 표를 고르세요.`,
  }),
  computing: (column: string, number: number, count: number): Text => ({
    en: `Computing the statistics of column ${n(number)} of ${n(count)}: ${quoted(column)}`,
    ko: `열 ${n(count)}개 중 ${n(number)}번째의 통계를 계산하는 중: ${quoted(column)}`,
  }),
  pictures: (column: string, count: number): Text => ({
    en: `${quoted(column)} holds paths of ${n(count)} pictures. A path says nothing about what a picture shows, so do not learn from this column.`,
    ko: `${quoted(column)} 열은 그림 ${n(count)}개의 경로입니다. 경로는 그림의 내용을 알려 주지 않으므로 이 열로 학습하지 마세요.`,
  }),
  missingPictures: (column: string, missing: number, count: number, first: string): Text => ({
    en: `${quoted(column)} holds paths of ${n(count)} pictures, and ${n(missing)} of them are not there, first ${quoted(first)}. Copy them beside the table. A path says nothing about what a picture shows, so do not learn from this column.`,
    ko: `${quoted(column)} 열은 그림 ${n(count)}개의 경로인데 그중 ${n(missing)}개가 없습니다. 처음은 ${quoted(first)}입니다. 표 옆에 복사하세요. 경로는 그림의 내용을 알려 주지 않으므로 이 열로 학습하지 마세요.`,
  }),
}
