import { createElement, type ReactNode } from "react";
import type { GuideNode } from "virtual:guide";

/** Renders text of the guide. */
export function GuideText({ content }: { readonly content: readonly GuideNode[] }) {
  return content.map((node, index) => element(node, String(index)));
}

/**
 * Renders one node of the guide. The guide does not change while it is shown, so the position of a node can
 * be its key.
 */
function element(node: GuideNode, key: string): ReactNode {
  if (typeof node === "string") return node;
  const { tag, attributes, children } = node;
  if (tag === "img") return attributes.src === "" ? null : <img key={key} alt="" {...attributes} />;
  return createElement(
    tag,
    { key },
    children.map((child, index) => element(child, String(index))),
  );
}
