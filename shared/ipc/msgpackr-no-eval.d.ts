/** Types for a build that msgpackr ships without types. It never calls `new Function`, which the Content-Security-Policy forbids. */
declare module 'msgpackr/index-no-eval' {
  export { Packr } from 'msgpackr'
}
