import type { Page } from "@playwright/test";
import { evaluateInPage, previewArticle } from "../program/editing.ts";

/** Returns the article in the preview, without the attributes that only the preview adds. */
export function articleOnScreen(page: Page): Promise<string> {
  return evaluateInPage(previewArticle(page), (article) => {
    const copy = article.cloneNode(true) as Element;
    for (const marked of copy.querySelectorAll("[data-line]")) marked.removeAttribute("data-line");
    return copy.innerHTML;
  });
}

/** Returns the article of a published page, as a browser parses it. */
export function articleIn(page: Page, html: string): Promise<string> {
  const read = (_article: Element, text: string): string => {
    const published = new DOMParser().parseFromString(text, "text/html");
    return published.querySelector(".e-content")?.innerHTML ?? "no article";
  };
  return evaluateInPage(previewArticle(page), read, html);
}
