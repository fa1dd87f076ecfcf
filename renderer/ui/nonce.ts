/** The style nonce of this page, inserted by the host. Libraries that add style elements take it from here. */
export const nonce: string = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The name under which react-remove-scroll (inside Mantine's modal) reads the nonce.
;(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
