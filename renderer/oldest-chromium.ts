/** The window runs in the Chromium of the oldest supported Electron, version 108. Newer features fail there silently as a missing
 *  colour, layout or function, and neither the types nor the transpiler report them. This table detects them in sources and in bundled
 *  code. The numbers are the first Chrome versions with the feature, according to MDN's browser compatibility data. */

type NewerFeature = readonly [pattern: RegExp, since: number]

/** Matches the names of properties in declarations. */
const property = (names: string): RegExp => new RegExp(`(?<=[;{}\\s])(${names})\\s*:`, 'g')

const CSS: readonly NewerFeature[] = [
  // colours
  [/\b(color-mix|oklch|oklab|lch|lab|color)\(/g, 111],
  [/\b(rgba?|hsla?|hwb)\(\s*from\b/g, 119],
  [/\b(light-dark)\(/g, 123],
  [/\bcontrast-color\(/g, 147],
  [/gradient\([^;{}]*\bin (oklch|oklab|lch|lab|srgb|hsl|hwb)\b/g, 111],
  // numbers and units
  [/\b(a?sin|a?cos|a?tan|atan2)\(/g, 111],
  [/\b(exp|pow|sqrt|hypot|log)\(/g, 120],
  [/\b(round|mod|rem)\(/g, 125],
  [/\b(abs|sign)\(/g, 138],
  [/\b(calc-size|interpolate-size)\b/g, 129],
  [/\b(anchor|anchor-size)\(/g, 125],
  [/\b(sibling-index|sibling-count)\(/g, 138],
  [/(?<=[\s:(,])if\(/g, 137],
  [/\battr\([^)]*\btype\(/g, 133],
  [/(?<![\w.#-])[\d.]+r?lh\b/g, 109],
  [/(?<![\w.#-])[\d.]+(rcap|cap|rex|rch|ric)\b/g, 118],
  [/(?<![-\w])(linear)\(/g, 113],
  [/(?<![-\w])image-set\(/g, 113],
  [/\b(xywh|rect)\(/g, 119],
  [/\bshape\(/g, 135],
  // properties
  [property('hyphenate-limit-chars'), 109],
  [property('initial-letter'), 110],
  [property('view-transition-name|baseline-source|font-variant-alternates'), 111],
  [property('animation-composition'), 112],
  [property('text-wrap|white-space-collapse'), 114],
  [
    property(
      'animation-timeline|animation-range(-start|-end)?|(scroll|view)-timeline(-name|-axis)?|view-timeline-inset',
    ),
    115,
  ],
  [property('transition-behavior|overlay'), 117],
  [property('mask(-image|-mode|-repeat|-position|-clip|-origin|-size|-composite)?'), 120],
  [property('scrollbar-color|scrollbar-width'), 121],
  [property('field-sizing|text-spacing-trim'), 123],
  [property('anchor-name|position-anchor|position-try(-fallbacks|-order)?|position-visibility'), 125],
  [property('position-area'), 129],
  [property('text-wrap-(mode|style)'), 130],
  [property('text-box(-trim|-edge)?'), 133],
  [property('corner(-\\w+)*-shape'), 139],
  // values
  [/\bsubgrid\b/g, 117],
  [/:\s*(inline|block) (flex|grid|flow|flow-root)\b/g, 115],
  [/(?<=[\s:])(?:width|height|min-width|min-height|max-width|max-height)\s*:\s*stretch\b/g, 138],
  [/\ballow-discrete\b/g, 117],
  // Chromium 108 has it, but crashes where the styles of a hidden part with container queries are asked for.
  [/(?<=[;{}\s])content-visibility\s*:\s*hidden\b/g, 121],
  // selectors
  [/(?<=[;{}\s])&|(?<=[(,\s])&[\s.:[#>+~,{]/g, 112],
  [/:nth-(last-)?child\([^)]*\bof\b/g, 111],
  [/:(popover-open)\b/g, 114],
  [/:user-(in)?valid\b/g, 119],
  [/:dir\(/g, 120],
  [/:state\(/g, 125],
  [/::view-transition/g, 111],
  [/::details-content/g, 131],
  [/:has-slotted\b/g, 134],
  [/:open\b/g, 133],
  [/::(picker|checkmark|picker-icon|scroll-marker|scroll-button|column)\b/g, 135],
  // rules
  [/@font-feature-values\b/g, 111],
  [/@container[^{]*\bstyle\(/g, 111],
  [/@media[^{]*\b(update|overflow-block|overflow-inline)\b/g, 113],
  [/@(scope|starting-style)\b|@media[^{]*\bprefers-reduced-transparency\b/g, 118],
  [/@media[^{]*\bscripting\b/g, 120],
  [/@position-try\b/g, 125],
  [/@view-transition\b/g, 126],
  [/@function\b/g, 139],
]

const SCRIPT: readonly NewerFeature[] = [
  [/\.(toSorted|toReversed|toSpliced)\(/g, 110],
  [/\bArray\.fromAsync\(/g, 121],
  [/\b(Object|Map)\.groupBy\(/g, 117],
  [/\bPromise\.withResolvers\(/g, 119],
  [/\bPromise\.try\(/g, 128],
  [/\bURL\.(canParse|parse)\(/g, 120],
  [/\bAbortSignal\.any\(/g, 116],
  [/\.(isWellFormed|toWellFormed)\(/g, 111],
  [/\b(startViewTransition)\(/g, 111],
  [/\.(showPopover|hidePopover|togglePopover)\(/g, 114],
  [/\bscheduler\.yield\(/g, 129],
  [/\bnew Iterator\b|\bIterator\.from\(/g, 122],
  [/\bRegExp\.escape\(/g, 136],
  [/\bMath\.f16round\(|\bFloat16Array\b/g, 135],
]

const findNewer = (text: string, table: readonly NewerFeature[]): string[] =>
  table.flatMap(([pattern, since]) =>
    [...text.matchAll(pattern)].map(({ index }) => {
      const line = text.slice(0, index).split('\n').length
      const context = text.slice(Math.max(0, index - 40), index + 60).replace(/\s+/g, ' ')
      return `line ${line}, since Chrome ${since}: … ${context.trim()} …`
    }),
  )

const blankOut = (text: string): string => text.replace(/[^\n]/g, ' ')

/** Removes `@supports` rules, which detect the feature themselves. */
function withoutSupportsRules(css: string): string {
  let rest = css
  for (let at = rest.indexOf('@supports'); at >= 0; at = rest.indexOf('@supports', at + 1)) {
    let end = rest.indexOf('{', at) + 1
    for (let depth = 1; depth > 0 && end > 0 && end < rest.length; end++)
      depth += rest[end] === '{' ? 1 : rest[end] === '}' ? -1 : 0
    if (end > 0) rest = rest.slice(0, at) + blankOut(rest.slice(at, end)) + rest.slice(end)
  }
  return rest
}

/** Features of a style sheet that Chromium 108 does not support, with their position. Comments, strings and `@supports` rules are
 *  ignored. */
export const newerStyles = (css: string): string[] =>
  findNewer(
    withoutSupportsRules(
      css
        .replace(/\/\*[\s\S]*?\*\//g, blankOut)
        .replace(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g, (text) => `"${blankOut(text.slice(2))}"`),
    ),
    CSS,
  )

/** Features of a script that Chromium 108 does not support. */
export const newerCalls = (script: string): string[] => findNewer(script, SCRIPT)
