import { copyAttributes, morphNodes } from "./morph.ts";

/**
 * Updates the page to a newer state without a reload, so that nothing flickers.
 * If the styles in the page's head differ, changes nothing and resolves with false.
 * If the result is false, the caller has to load the page again.
 */
export async function updatePage(html: string): Promise<boolean> {
  const next = new DOMParser().parseFromString(html, "text/html");
  if (styleKey(document) !== styleKey(next)) return false;
  const [sheets, wanted] = [sheetsOf(document), sheetsOf(next)];
  await Promise.all(sheets.map((sheet, at) => replaceSheet(sheet, wanted[at]?.getAttribute("href") ?? "")));
  copyAttributes(document.documentElement, next.documentElement);
  document.title = next.title;
  morphNodes(document.documentElement, [document.body], [next.body]);
  return true;
}

/** Returns the part of the head that affects how the page looks. Leaves out URLs of style sheets. */
function styleKey(page: Document): string {
  const elements = page.head.querySelectorAll("style, meta[name='color-scheme'], meta[name='viewport']");
  const media = sheetsOf(page).map((sheet) => sheet.media);
  const markup = Array.from(elements, (element) => element.outerHTML);
  return JSON.stringify([page.compatMode, ...markup, media]);
}

function sheetsOf(page: Document): HTMLLinkElement[] {
  return [...page.head.querySelectorAll<HTMLLinkElement>("link[rel='stylesheet']")];
}

/** Loads a style sheet from another URL. The current style sheet stays until the new one is loaded. */
async function replaceSheet(sheet: HTMLLinkElement, href: string): Promise<void> {
  if (sheet.getAttribute("href") === href) return;
  const fresh = sheet.cloneNode() as HTMLLinkElement;
  fresh.href = href;
  await new Promise((resolve) => {
    fresh.onload = resolve;
    fresh.onerror = resolve;
    sheet.after(fresh);
  });
  sheet.remove();
}
