/** Origin of the interface's pages. */
export const appOrigin = "app://hitofude";

/**
 * Content security policy of the interface. Nothing external is loaded, and no inline scripts run.
 * Inline styles are allowed, because Monaco writes them. `frame-src site:` allows the preview.
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

/** Path of the preview's script on each `site:` origin. No file of a blog's site can have this path. */
export const previewScriptPath = "/-/preview-page.js";

/**
 * Returns the content security policy of preview pages. The text on these pages may contain any HTML, so the
 * policy allows only our own script, by its full URL.
 * Frames, forms, connections and external images are blocked, so that nobody learns who views a text.
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

/** Headers of all our pages. The first header prevents DNS lookups, which would reveal the hosts of links. */
export const commonHeaders = {
  "X-DNS-Prefetch-Control": "off",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
