/** Names of the edits for the undo history: "Undo Move 3 layers". */
import type { Text } from '../../text.ts'

const plural = (n: number, en: string, ko: string, unit = '개'): Text => ({
  en: n === 1 ? en : `${en.split(' ')[0]} ${n} ${en.split(' ').slice(1).join(' ')}s`,
  ko: n === 1 ? ko : ko.replace(' ', ` ${n}${unit} `),
})

export const editNames = {
  addLayer: (type: string): Text => ({ en: `Add ${type}`, ko: `${type} 추가` }),
  removeNodes: (n: number): Text => plural(n, 'Delete layer', '층 삭제'),
  moveNodes: (n: number): Text => plural(n, 'Move layer', '층 이동'),
  duplicateNodes: (n: number): Text => plural(n, 'Duplicate layer', '층 복제'),
  duplicateNotes: (n: number): Text => plural(n, 'Duplicate note', '메모 복제'),
  duplicateItems: (n: number): Text => plural(n, 'Duplicate item', '항목 복제'),
  cut: (n: number): Text => plural(n, 'Cut layer', '층 잘라내기'),
  cutNotes: (n: number): Text => plural(n, 'Cut note', '메모 잘라내기'),
  cutItems: (n: number): Text => plural(n, 'Cut item', '항목 잘라내기'),
  paste: { en: 'Paste', ko: '붙여넣기' },
  connect: { en: 'Connect', ko: '연결' },
  disconnect: (n: number): Text => plural(n, 'Delete connection', '연결 삭제'),
  reconnect: { en: 'Move connection', ko: '연결 옮기기' },
  setField: (field: string): Text => ({ en: `Change ${field}`, ko: `${field} 변경` }),
  resetField: (field: string): Text => ({ en: `Reset ${field}`, ko: `${field} 기본값으로` }),
  renameLayer: { en: 'Rename layer', ko: '층 이름 변경' },
  setTrainable: (trainable: boolean): Text =>
    trainable ? { en: 'Unfreeze layer', ko: '층 고정 해제' } : { en: 'Freeze layer', ko: '층 고정' },
  shareDefaults: { en: 'Share defaults', ko: '기본값 공유' },
  followDefaults: (name: string | null): Text =>
    name === null
      ? { en: 'Use no shared defaults', ko: '공유 기본값 사용 안 함' }
      : { en: `Use ${name}`, ko: `${name} 사용` },
  setSharedField: (name: string, field: string): Text => ({
    en: `Change ${field} of ${name}`,
    ko: `${name}의 ${field} 변경`,
  }),
  renameDefaults: { en: 'Rename shared defaults', ko: '공유 기본값 이름 변경' },
  removeDefaults: (name: string): Text => ({ en: `Delete ${name}`, ko: `${name} 삭제` }),
  setTraining: (path: string): Text => ({ en: `Change ${path}`, ko: `${path} 변경` }),
  setDataSource: { en: 'Choose data', ko: '데이터 선택' },
  moveData: { en: 'Point to the moved file', ko: '옮긴 파일 지정' },
  setData: (path: string): Text => ({ en: `Change ${path}`, ko: `${path} 변경` }),
  applySuggestion: { en: 'Use suggestions', ko: '제안대로 설정' },
  drawNetwork: { en: 'Draw a network for the data', ko: '데이터에 맞는 신경망 그리기' },
  setColumn: (column: string): Text => ({ en: `Change column ${column}`, ko: `열 ${column} 변경` }),
  removeColumns: (n: number): Text => plural(n, 'Remove column', '열 제거'),
  setRole: (column: string, role: Text): Text => ({
    en: `Make ${column} ${role.en}`,
    ko: `${column}의 역할을 ${role.ko}(으)로`,
  }),
  excludeRow: (row: number): Text => ({ en: `Exclude row ${row + 1}`, ko: `${row + 1}행 제외` }),
  relabelRow: (row: number, label: string): Text => ({
    en: `Label row ${row + 1} ${label}`,
    ko: `${row + 1}행의 레이블을 ${label}(으)로`,
  }),
  unmarkRow: (row: number): Text => ({
    en: `Remove the mark of row ${row + 1}`,
    ko: `${row + 1}행의 표시 제거`,
  }),
  saveAs: (file: string): Text => ({ en: `Save as ${file}`, ko: `${file}(으)로 저장` }),
  renameDocument: { en: 'Rename document', ko: '문서 이름 변경' },
  addNote: { en: 'Add note', ko: '메모 추가' },
  setNote: { en: 'Change note', ko: '메모 변경' },
  removeNotes: (n: number): Text => plural(n, 'Delete note', '메모 삭제'),
  moveNotes: (n: number): Text => plural(n, 'Move note', '메모 이동'),
  removeItems: (n: number): Text => plural(n, 'Delete item', '항목 삭제'),
  moveItems: (n: number): Text => plural(n, 'Move item', '항목 이동'),
  alignNodes: (n: number): Text => plural(n, 'Align layer', '층 맞춤'),
  distributeNodes: (n: number): Text => plural(n, 'Distribute layer', '층 간격 맞춤'),
  snapNodes: (n: number): Text => plural(n, 'Snap layer', '층 격자 맞춤'),
  group: (n: number): Text => plural(n, 'Group layer', '층 묶기'),
  ungroup: (name: string): Text => ({ en: `Ungroup ${name}`, ko: `${name} 풀기` }),
  setRepeat: { en: 'Change repeat', ko: '반복 횟수 변경' },
  renameGroup: { en: 'Rename group', ko: '그룹 이름 변경' },
  separateGroup: { en: 'Make the group independent', ko: '독립된 그룹으로 만들기' },
  addBlock: (name: string): Text => ({ en: `Add ${name}`, ko: `${name} 추가` }),
  duplicateVariant: { en: 'Duplicate as variant', ko: '변형으로 복제' },
  renameVariant: { en: 'Rename variant', ko: '변형 이름 변경' },
  removeVariant: (name: string): Text => ({ en: `Delete ${name}`, ko: `${name} 삭제` }),
  arrange: { en: 'Arrange', ko: '자동 배치' },
} as const
