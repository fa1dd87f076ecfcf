/** A read-only CodeMirror editor for Python. Its colours are the theme's CSS variables, so that a change of theme needs no update. */
import { standardKeymap } from '@codemirror/commands'
import { python } from '@codemirror/lang-python'
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import {
  Compartment,
  EditorSelection,
  EditorState,
  RangeSetBuilder,
  StateEffect,
  StateField,
} from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { errorLines } from '../../../shared/keras/comments.ts'
import { nonce } from '../../ui/nonce.ts'
import { diffText } from './text-diff.ts'

const colours = HighlightStyle.define([
  {
    tag: [tags.keyword, tags.controlKeyword, tags.moduleKeyword, tags.operatorKeyword],
    color: 'var(--code-keyword)',
  },
  { tag: [tags.string, tags.special(tags.string), tags.escape], color: 'var(--ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: tags.comment, color: 'var(--ink3)', fontStyle: 'italic' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--code-call)' },
  { tag: tags.function(tags.definition(tags.variableName)), color: 'var(--code-call)', fontWeight: '600' },
  { tag: tags.definition(tags.className), color: 'var(--code-call)', fontWeight: '600' },
  { tag: [tags.operator, tags.punctuation, tags.bracket], color: 'var(--ink2)' },
])

const editorTheme = EditorView.theme({
  '&': { height: '100%', fontSize: '12.5px', color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  // No ligatures: a program is shown exactly as typed.
  '.cm-scroller': {
    fontFamily: 'var(--mono)',
    fontFeatureSettings: '"calt" 0',
    lineHeight: '1.55',
    overflow: 'auto',
  },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--accent)' },
  '.cm-line': { padding: '0 16px 0 8px' },
  // A bar at the edge, so that the mark does not rely on colour alone.
  '.cm-marked': { backgroundColor: 'var(--accent-soft)', boxShadow: 'inset 3px 0 var(--accent)' },
  '.cm-gutters': {
    color: 'var(--ink3)',
    backgroundColor: 'var(--panel)',
    border: 'none',
    paddingLeft: '8px',
  },
  '.cm-wrong, .cm-wrong *': { color: 'var(--bad)', fontStyle: 'normal' },
  '.cm-wrong': { boxShadow: 'inset 3px 0 var(--bad)' },
  '.cm-content ::selection, .cm-line::selection': { backgroundColor: 'var(--code-selection)' },
})

const markedLineDecoration = Decoration.line({ class: 'cm-marked' })
const setMarkedLines = StateEffect.define<readonly number[]>()
const markedLinesField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(previous, { changes, effects, state: { doc } }) {
    let next = previous.map(changes)
    for (const effect of effects)
      if (effect.is(setMarkedLines)) {
        const lines = effect.value.filter((line) => line < doc.lines)
        next = Decoration.set(lines.map((line) => markedLineDecoration.range(doc.line(line + 1).from)))
      }
    return next
  },
  provide: (field) => EditorView.decorations.from(field),
})

/** Highlights the lines that report errors. */
const errorDecorations = EditorView.decorations.compute(['doc'], ({ doc }): DecorationSet => {
  const found = new RangeSetBuilder<Decoration>()
  for (const [i, isError] of errorLines(doc.toJSON()).entries())
    if (isError) found.add(doc.line(i + 1).from, doc.line(i + 1).from, errorLineDecoration)
  return found.finish()
})
const errorLineDecoration = Decoration.line({ class: 'cm-wrong' })

export interface CodeEditor {
  /** Replaces only the changed text, so that the scroll position and the selection remain. */
  show(code: string): void
  /** Marks lines. Line numbers start at 0 and are ascending. */
  mark(lines: readonly number[]): void
  /** Scrolls the first marked lines into view by the smallest distance. */
  reveal(lines: readonly number[]): void
  label(text: string): void
  destroy(): void
}

/** @param onLine called when a line is clicked or Enter is pressed on it; line numbers start at 0 */
export function codeEditor(
  parent: HTMLElement,
  code: string,
  label: string,
  onLine: (line: number) => void,
): CodeEditor {
  const labelCompartment = new Compartment()
  const labelAttributes = (text: string) =>
    EditorView.contentAttributes.of({ 'aria-label': text, 'aria-readonly': 'true', tabindex: '0' })
  /** Ignores clicks that select text for copying. */
  const reportLine = ({ state: { doc, selection } }: EditorView): boolean => {
    if (!selection.main.empty) return false
    onLine(doc.lineAt(selection.main.head).number - 1)
    return true
  }
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: code,
      extensions: [
        EditorView.cspNonce.of(nonce),
        EditorState.readOnly.of(true),
        labelCompartment.of(labelAttributes(label)),
        lineNumbers(),
        keymap.of([{ key: 'Enter', run: reportLine }, ...standardKeymap]),
        EditorView.domEventHandlers({ click: (_, editor) => void reportLine(editor) }),
        python(),
        syntaxHighlighting(colours),
        markedLinesField,
        editorTheme,
        errorDecorations,
      ],
    }),
  })
  return {
    show(next) {
      const changes = diffText(view.state.doc.toString(), next)
      if (changes.length > 0) view.dispatch({ changes })
    },
    mark: (lines) => view.dispatch({ effects: setMarkedLines.of(lines) }),
    reveal(lines) {
      const { doc } = view.state
      const [first] = lines
      if (first === undefined || first >= doc.lines) return
      const lastAdjacent = lines.filter((line, i) => line === first + i && line < doc.lines).at(-1)!
      // From line start to line start, so that a long line does not scroll horizontally.
      const range = EditorSelection.range(doc.line(lastAdjacent + 1).from, doc.line(first + 1).from)
      view.dispatch({ effects: EditorView.scrollIntoView(range, { y: 'nearest', yMargin: 40 }) })
    },
    label: (text) => view.dispatch({ effects: labelCompartment.reconfigure(labelAttributes(text)) }),
    destroy: () => view.destroy(),
  }
}
