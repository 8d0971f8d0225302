import { escapeMarkup } from "#engine/base/markup.ts";
import { pageOfPlayer } from "../../rules/blocks/player-pages.ts";
import { attributeOf, type Element, elementsIn, type ParentNode, replaceWith } from "../../html/html-tree.ts";

/** Elements in which Markdown cannot show a player. */
const withoutPlayers = /^(?:td|th|li|dt|dd|a|h[1-6]|pre|summary|caption|figcaption|ruby)$/;

/**
 * Replaces the players of other services by links to the videos. Each link gets its own paragraph.
 * In the blog, the address of a video becomes a player. The player loads nothing until a reader starts it.
 * Also replaces the scripts that drew a player, and the Flash players that browsers no longer show.
 */
export function replacePlayers(root: ParentNode): void {
  for (const element of [...elementsIn(root)]) {
    const page = pageOf(element);
    if (page === null || !isPlaceForPlayer(element)) continue;
    const address = escapeMarkup(page);
    replaceWith(element, `<p><a href="${address}">${address}</a></p>`);
  }
}

/** Whether HTML may contain a player that `replacePlayers` knows. */
export function mayHavePlayers(html: string): boolean {
  return /<(?:iframe|object|embed|script)\b/i.test(html);
}

function pageOf(element: Element): string | null {
  switch (element.tagName) {
    case "iframe":
    case "embed":
    case "script":
      return pageOfPlayer(attributeOf(element, "src"));
    case "object": {
      const inner = [...elementsIn(element)];
      const written = [
        attributeOf(element, "data"),
        ...inner.map((part) => attributeOf(part, part.tagName === "param" ? "value" : "src")),
      ];
      return written.map(pageOfPlayer).find((page) => page !== null) ?? null;
    }
    default:
      return null;
  }
}

function isPlaceForPlayer(element: Element): boolean {
  for (let at = element.parentNode; at && "tagName" in at; at = at.parentNode)
    if (withoutPlayers.test(at.tagName)) return false;
  return true;
}
