/** Origin of the interface. */
export const appOrigin = "app://hitofude";

/**
 * The interface loads nothing external, and no inline scripts. Monaco writes inline styles, so `style-src`
 * allows them; `frame-src site:` is for the preview.
 */
export const appPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' site: data: blob:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "frame-src site:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join("; ");

/** Path of the preview's script on every `site:` origin; no file of a blog's site can have this path. */
export const previewScriptPath = "/-/preview-page.js";

/**
 * The preview shows an author's text, which may contain anything. Only our own script runs, allowed by its
 * full URL; no frames, forms, connections, or external images: viewing a text must not be visible to anyone.
 */
export function previewPolicy(origin: string): string {
  return [
    "default-src 'none'",
    `script-src ${origin}${previewScriptPath}`,
    `style-src ${origin} 'unsafe-inline'`,
    `img-src ${origin} data:`,
    `media-src ${origin} data:`,
    `font-src ${origin} data:`,
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${appOrigin}`,
  ].join("; ");
}

/**
 * Headers of all our pages besides the policy. A DNS lookup of a link's host would reveal the link; a policy
 * cannot prevent that.
 */
export const commonHeaders = {
  "X-DNS-Prefetch-Control": "off",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
