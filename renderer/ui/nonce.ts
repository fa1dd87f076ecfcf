/** The style nonce of this page, written into it by the host; libraries that add style tags get it from here. */
export const nonce: string = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

// The name under which react-remove-scroll (inside Mantine's modal) looks for it.
;(globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce
