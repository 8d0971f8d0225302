import { partAnchor, sharePart } from "../template-data/include-directives.ts";
import { includedPartNames, type PartScope, renderPart } from "../template-data/part-templates.ts";
import type { Site } from "../model/site.ts";
import { fullTitle } from "../template-data/site-texts.ts";
import { escapeMarkup } from "#engine/base/markup.ts";
import { shareTokens } from "../template-data/share-links.ts";

/** Minimal styles, because the theme's styles for headers and other parts work only in the theme's pages. */
const style =
  ":root{color-scheme:light dark}body{max-inline-size:40em;margin:1em auto;padding:0 1em;line-height:1.8;background:Canvas;color:CanvasText}" +
  "a{display:inline-block;min-inline-size:24px;min-block-size:24px;color:inherit}";

/**
 * Renders a page with all parts of the theme, such as the header.
 * `partsScript` copies the theme's parts from this page into other pages.
 */
export function renderPartsPage(site: Site, root: string, scope: PartScope): string {
  const title = escapeMarkup(fullTitle(site.settings));
  const parts = includedPartNames(site).map(
    (name) =>
      `<div id="${partAnchor(name)}"${name === sharePart ? " hidden" : ""}>\n${renderPart(site, name, root, scope)}</div>\n`,
  );
  return `<!doctype html>
<html lang="${escapeMarkup(site.settings.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${style}</style>
</head>
<body class="parts">
<main>
<h1><a href="${root}">${title}</a></h1>
${parts.join("")}</main>
</body>
</html>
`;
}

/**
 * Script that replaces its own `<script>` element with a part of the theme, such as the header.
 * Inserts the title and the address of the post into the share links.
 * If the theme's parts cannot be loaded, shows the link in the following `<noscript>` element.
 * Each page view fetches all parts with one request. For a cached copy, the request only asks for changes.
 * Makes the page transparent until the theme's parts have arrived, so that no text moves on the screen.
 * After one second, shows the page in any case.
 * Makes the page transparent, not hidden, because a search field in a hidden page cannot have the focus.
 */
export const partsScript = `(() => {
  const script = document.currentScript;
  const base = new URL("index.html", script.src);
  const meta = (name) => document.querySelector('meta[property="og:' + name + '"]')?.content ?? "";
  const filled = (url) =>
    url
      .replaceAll("${shareTokens.title}", () => encodeURIComponent(meta("title")))
      .replaceAll("${shareTokens.address}", () => encodeURIComponent(meta("url")));
  const nodesOf = (part) => {
    const copy = document.importNode(part, true);
    for (const name of ["href", "src", "action"]) {
      for (const element of copy.querySelectorAll("[" + name + "]")) {
        const value = element.getAttribute(name);
        try {
          if (!value.startsWith("#")) element.setAttribute(name, filled(new URL(value, base).href));
        } catch {}
      }
    }
    for (const old of copy.querySelectorAll("script")) {
      const fresh = document.createElement("script");
      for (const { name, value } of old.attributes) fresh.setAttribute(name, value);
      fresh.text = old.text;
      old.replaceWith(fresh);
    }
    return copy.childNodes;
  };
  if (!window.hitofudeParts) {
    const { style } = document.documentElement;
    const show = () => {
      style.opacity = "";
    };
    style.opacity = "0";
    setTimeout(show, 1000);
    window.hitofudeParts = fetch(base, { cache: "no-cache" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
      .then((html) => new DOMParser().parseFromString(html, "text/html"))
      .finally(show);
  }
  window.hitofudeParts.then(
    (page) => {
      const part = page.getElementById("part-" + script.dataset.part);
      if (part) script.replaceWith(...nodesOf(part));
    },
    () => {
      const link = script.nextElementSibling;
      if (link?.localName !== "noscript") return;
      link.replaceWith(...new DOMParser().parseFromString(link.textContent, "text/html").body.childNodes);
    },
  );
})();
`;
