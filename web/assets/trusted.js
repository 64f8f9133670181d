const plain = { createHTML: (text) => text, createScript: () => '', createScriptURL: (url) => url }

/**
 * The only way of this page from text to HTML or to a script (Trusted Types, where the browser has them): scripts come from our own files,
 * and none is made from text. HTML is what htmx has got from the portal, which escapes what people typed.
 */
export const trusted =
  window.trustedTypes?.createPolicy('portal', {
    createHTML: (text) => text,
    createScript: () => '',
    createScriptURL: (url) => {
      const { origin, pathname } = new URL(url, location.href)
      if (origin === location.origin && pathname.startsWith('/assets/')) return url
      throw new TypeError('a script from elsewhere')
    },
  }) ?? plain

/** Hands the policy to htmx, and keeps it from making functions of text. */
export function guardHtmx() {
  window.htmx?.registerExtension('portal', {
    init: ({ initSecurity }) => initSecurity(trusted, refuse, refuse),
  })
}

function refuse() {
  throw new TypeError('no function is made of text')
}
