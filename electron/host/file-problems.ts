/** Problems of files that cannot be read or written. */
import { ProblemError, problem } from '../../shared/problem.ts'
import type { Text } from '../../shared/text.ts'

const fileError = (code: string, message: Text) => new ProblemError([problem(code, message)])

const REASONS: Readonly<Record<string, Text>> = {
  ENOENT: { en: 'no such file or folder', ko: '그런 파일이나 폴더가 없습니다' },
  ENOTDIR: { en: 'part of the path is not a folder', ko: '경로의 일부가 폴더가 아닙니다' },
  EACCES: { en: 'permission denied', ko: '권한이 없습니다' },
  EPERM: { en: 'permission denied', ko: '권한이 없습니다' },
  EROFS: { en: 'the disk is read-only', ko: '읽기 전용 디스크입니다' },
  ENOSPC: { en: 'the disk is full', ko: '디스크가 가득 찼습니다' },
  EDQUOT: { en: 'your disk quota is used up', ko: '디스크 할당량을 다 썼습니다' },
  EBUSY: { en: 'another program is using it', ko: '다른 프로그램이 사용 중입니다' },
  EMFILE: { en: 'too many files are open', ko: '열린 파일이 너무 많습니다' },
  ENAMETOOLONG: { en: 'the name is too long', ko: '이름이 너무 깁니다' },
  EIO: { en: 'the disk reported an error', ko: '디스크 오류입니다' },
}

/** Converts an error of the file system into a problem; a problem is returned unchanged. */
export function fileProblem(doing: 'read' | 'write', path: string, error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  const { code = '', message = String(error) } = error as NodeJS.ErrnoException
  const reason = REASONS[code] ?? { en: message, ko: message }
  return doing === 'read'
    ? fileError(`read-${code || 'failed'}`, {
        en: `“${path}” could not be read: ${reason.en}.`,
        ko: `“${path}”을(를) 읽지 못했습니다: ${reason.ko}.`,
      })
    : fileError(`write-${code || 'failed'}`, {
        en: `“${path}” could not be written: ${reason.en}. Its previous content is unchanged; try again or save somewhere else.`,
        ko: `“${path}”을(를) 쓰지 못했습니다: ${reason.ko}. 이전 내용은 그대로입니다. 다른 곳에 저장하거나 다시 시도하세요.`,
      })
}

/** A file that another program wrote since it was read here. The window asks the user on this code. */
export const fileChanged = (path: string) =>
  fileError('file-changed', {
    en: `“${path}” was changed by another program since it was opened here; it was not overwritten.`,
    ko: `“${path}”은(는) 여기서 연 뒤 다른 프로그램이 바꾸었습니다. 덮어쓰지 않았습니다.`,
  })

export const isFileChanged = (error: unknown): boolean =>
  error instanceof ProblemError && error.problems.some(({ code }) => code === 'file-changed')

export const isFolder = (path: string) =>
  fileError('is-folder', {
    en: `“${path}” is a folder, not a file.`,
    ko: `“${path}”은(는) 파일이 아니라 폴더입니다.`,
  })

export const notPlain = (path: string) =>
  fileError('not-plain', {
    en: `“${path}” is not a regular file but a pipe, a socket or a device; nothing was written. Save under another name.`,
    ko: `“${path}”은(는) 일반 파일이 아니라 파이프, 소켓 또는 장치이므로 쓰지 않았습니다. 다른 이름으로 저장하세요.`,
  })

/** The disk failed while a file with several names was written, and again while its old content was restored. */
export const notRestored = (path: string, copy: string) =>
  fileError('not-restored', {
    en: `“${path}” could not be written, and a disk error prevented restoring its previous content. That content is now in “${copy}”; save somewhere else.`,
    ko: `“${path}”을(를) 쓰지 못했고, 이전 내용을 되돌리는 중에 디스크 오류가 다시 났습니다. 이전 내용은 “${copy}”에 있습니다. 다른 곳에 저장하세요.`,
  })

export const fileTooLarge = (path: string, bytes: number, maxBytes: number) => {
  const size = (count: number) => `${Math.ceil(count / 2 ** 20)} MiB`
  return fileError('file-too-large', {
    en: `“${path}” has ${size(bytes)}; the limit is ${size(maxBytes)}.`,
    ko: `“${path}”의 크기는 ${size(bytes)}입니다. 최대 ${size(maxBytes)}까지 열 수 있습니다.`,
  })
}

export const notText = (path: string) =>
  fileError('not-text', {
    en: `“${path}” is not a UTF-8 text file, so it is not a Layerloom document.`,
    ko: `“${path}”은(는) UTF-8 텍스트 파일이 아니므로 Layerloom 문서가 아닙니다.`,
  })

export const wrongExtension = (path: string, extension: string) =>
  fileError('wrong-extension', {
    en: `“${path}” should end in ${extension}.`,
    ko: `“${path}”의 이름은 ${extension}(으)로 끝나야 합니다.`,
  })

export const outsideRoots = (path: string, roots: readonly string[]) =>
  fileError('outside-roots', {
    en: `“${path}” is outside the folders this server can use (${roots.join(', ')}). Start it with --root to add a folder.`,
    ko: `“${path}”은(는) 이 서버가 쓸 수 있는 폴더(${roots.join(', ')}) 밖에 있습니다. --root로 추가해 다시 시작하세요.`,
  })

/** Data of a document outside its folder. The window asks the user on this code. */
export const notAllowed = (path: string) =>
  fileError('data_not_allowed', {
    en: `“${path}” is outside the document’s folder, and you have not allowed reading it yet. Allow it, or choose other data.`,
    ko: `“${path}”은(는) 이 문서의 폴더 밖에 있고 아직 읽기를 허용하지 않았습니다. 허용하거나 다른 데이터를 고르세요.`,
  })

export const notGranted = (path: string) =>
  fileError('not-chosen', {
    en: `“${path}” was not chosen here. Choose it with Open or Save As, or drop it on the window.`,
    ko: `“${path}”은(는) 여기에서 고른 파일이 아닙니다. ‘열기’나 ‘다른 이름으로 저장’으로 고르거나 창에 놓으세요.`,
  })

export const readOnlyRoot = (path: string) =>
  fileError('read-only-folder', {
    en: `“${path}” is in the examples folder, which is read-only. Save a copy somewhere else.`,
    ko: `“${path}”은(는) 예제 폴더에 있어 읽기만 할 수 있습니다. 다른 곳에 사본을 저장하세요.`,
  })

export const fileExists = (path: string) =>
  fileError('file-exists', {
    en: `“${path}” exists already, and a browser replaces no data. Choose another name.`,
    ko: `“${path}”은(는) 이미 있고, 브라우저에서는 데이터를 덮어쓰지 않습니다. 다른 이름을 고르세요.`,
  })

export const noDialogs = () =>
  fileError('no-dialogs', {
    en: 'This host has no file dialogs of its own.',
    ko: '이 호스트에는 자체 파일 대화 상자가 없습니다.',
  })

export const noExample = (id: string) =>
  fileError('no-example', { en: `There is no example “${id}”.`, ko: `“${id}” 예제는 없습니다.` })

export const tooManyEntries = (path: string, limit: number) =>
  fileError('folder-too-large', {
    en: `“${path}” has more than ${limit.toLocaleString('en')} entries; type the file's path instead.`,
    ko: `“${path}”에 항목이 ${limit.toLocaleString('en')}개를 넘습니다. 파일 경로를 직접 입력하세요.`,
  })

export const noDraft = () =>
  fileError('no-draft', {
    en: 'This unsaved work no longer exists.',
    ko: '저장하지 않은 이 작업은 더 이상 없습니다.',
  })

export const brokenDraft = () =>
  fileError('broken-draft', {
    en: 'This unsaved work cannot be read: its file is damaged.',
    ko: '저장하지 않은 이 작업은 파일이 손상되어 읽을 수 없습니다.',
  })

export const tooManyDrafts = (limit: number) =>
  fileError('too-many-drafts', {
    en: `There is unsaved work from ${limit} earlier windows, or it is too large in total. Open or discard some under “Unsaved work”.`,
    ko: `이전 창의 저장하지 않은 작업이 ${limit}개이거나 전체가 너무 큽니다. ‘저장하지 않은 작업’에서 열거나 버리세요.`,
  })

export const tooManyBlocks = () =>
  fileError('too-many-blocks', {
    en: '“My blocks” is full. Remove a block you no longer need.',
    ko: '‘내 블록’이 가득 찼습니다. 쓰지 않는 블록을 지우세요.',
  })

export const foreignDraft = () =>
  fileError('foreign-draft', {
    en: 'This is open in another window.',
    ko: '다른 창에 열려 있습니다.',
  })

export const noWindows = () =>
  fileError('no-windows', {
    en: 'A browser cannot open Layerloom windows; open another tab.',
    ko: '브라우저에서는 Layerloom 창을 열 수 없습니다. 새 탭을 여세요.',
  })

export const badName = (name: string) =>
  fileError('bad-name', {
    en: `“${name.slice(0, 200)}” is not a valid name for a data file. Drop CSV or IDX files.`,
    ko: `“${name.slice(0, 200)}”은(는) 데이터 파일 이름으로 쓸 수 없습니다. CSV나 IDX 파일을 놓으세요.`,
  })

/** A copy that a page announced otherwise, or that was ended. */
export const wrongUpload = () =>
  fileError('wrong-upload', {
    en: 'The file could not be copied, because it changed meanwhile or too many were dropped at once. Drop it again.',
    ko: '그동안 파일이 바뀌었거나 한꺼번에 너무 많이 놓아서 복사하지 못했습니다. 다시 놓으세요.',
  })

export const noPlace = (name: string) =>
  fileError('no-place', {
    en: `There are already too many files named “${name}”.`,
    ko: `“${name}”(이)라는 파일이 이미 너무 많습니다.`,
  })
