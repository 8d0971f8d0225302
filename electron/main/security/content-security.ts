/** Origin of the interface. */
export const appOrigin = "app://hitofude";

/**
 * The interface loads nothing from outside, and no inline script. Monaco writes inline styles, which is why
 * `style-src` allows them; `frame-src site:` is the preview.
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

/** Path of the preview's own script on every `site:` origin; no output of a blog can have this address. */
export const previewScriptPath = "/-/preview-page.js";

/**
 * The preview shows what an author wrote, which may be anything. Only our own script runs, named by its full address;
 * no frame, no form, no connection, and no picture from elsewhere: looking at a text must not tell anyone.
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
 * Headers that every page of ours carries besides its policy. Looking up the name of a link's host would tell of the
 * link; a policy has no say in that.
 */
export const commonHeaders = {
  "X-DNS-Prefetch-Control": "off",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
