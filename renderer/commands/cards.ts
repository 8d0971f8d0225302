import { type Command, isEditable } from "../state/command.ts";
import type { App } from "../state/app.ts";
import { loneAddressAt, replaceLoneAddress } from "../writing/lone-address.ts";
import { ownTarget } from "./link-to-post.ts";

/** What happens to a pasted address: ask the author, make a card of the page, or keep it as a link. */
export type CardChoice = "ask" | "make" | "keep";

function cardChoice({ preferences, info }: App): CardChoice {
  return preferences.values.cards[info.folder] ?? "ask";
}

/** Stores the author's choice for pasted addresses. The choice applies to this blog on this computer. */
export async function chooseCards({ preferences, info }: App, choice: CardChoice): Promise<void> {
  await preferences.setForBlog("cards", info.folder, choice === "ask" ? undefined : choice);
}

/**
 * Handles a pasted address that is on a line of its own.
 * The author's choice for the blog decides: make a card, ask whether to make a card, or do nothing.
 */
export async function takePastedAddress(app: App, address: string): Promise<void> {
  const path = app.documents.current?.path;
  if (path === undefined || ownTarget(app, path, address) !== null) return;
  const choice = cardChoice(app);
  if (choice === "ask") app.workspace.notify({ kind: "card", step: "ask", address });
  else if (choice === "make") await makeCard(app, address);
}

/**
 * Fetches a page's title and picture, and replaces the line of the page's address with a card.
 * Does nothing if the author opened another post or changed the line meanwhile.
 * Rejects with an error whose code begins with `card.` or `file.`.
 */
export async function makeCard(app: App, address: string): Promise<void> {
  const { documents, services, workspace } = app;
  const path = documents.current?.path;
  if (path === undefined) return;
  workspace.notify({ kind: "card", step: "fetching", address });
  try {
    const { markdown } = await services.engine.call("card.make", { post: path, address });
    const editor = await app.editor.loaded();
    // Waits, because changing the text during an IME composition would break the composition.
    await app.editor.whenNotComposing();
    if (documents.current?.path !== path) return;
    editor.editInPlace((text, span) => replaceLoneAddress(text, span, address, markdown));
  } finally {
    const { notice } = workspace.store.getState();
    if (notice?.kind === "card" && notice.address === address) workspace.dismissNotice();
  }
}

/** Replaces the address at the caret with a card that shows the title and picture of the page. */
export const cardCommand: Command = {
  id: "make-card",
  enabled: isEditable,
  run: async (app) => {
    const editor = await app.editor.loaded();
    let address: string | null = null;
    editor.editInPlace((text, span) => {
      address = loneAddressAt(text, span.start);
      return null;
    });
    if (address === null) app.workspace.notify({ kind: "card", step: "none", address: "" });
    else await makeCard(app, address);
  },
};
