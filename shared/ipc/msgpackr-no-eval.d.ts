/** msgpackr ships this build (it never calls `new Function`, which the Content-Security-Policy forbids) without types. */
declare module 'msgpackr/index-no-eval' {
  export { Packr } from 'msgpackr'
}
