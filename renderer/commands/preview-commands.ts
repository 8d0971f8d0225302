import { encodedPath } from "#contract/text/percent-encoding.ts";
import type { App } from "../state/app.ts";
import type { PreviewDisplay } from "../state/workspace.ts";
import { type Command, hasDocument } from "../state/command.ts";

/** Commands that change how the preview shows the page. */
export const previewCommands: readonly Command[] = [
  { id: "preview-phone", enabled: hasDocument, run: displayCommand(() => ({ width: "phone" })) },
  { id: "preview-tablet", enabled: hasDocument, run: displayCommand(() => ({ width: "tablet" })) },
  { id: "preview-full", enabled: hasDocument, run: displayCommand(() => ({ width: "full" })) },
  {
    id: "preview-scheme",
    enabled: hasDocument,
    run: displayCommand(({ scheme }) => ({ scheme: nextScheme(scheme) })),
  },
  { id: "preview-feed", enabled: hasDocument, run: displayCommand(otherView("feed")) },
  { id: "preview-card", enabled: hasDocument, run: displayCommand(otherView("card")) },
  {
    id: "open-page",
    enabled: (app) => publishedAddress(app) !== null,
    run: async (app) => {
      const address = publishedAddress(app);
      if (address === null) return;
      // Requesting the practice site's address also starts the site's web server.
      const { url: site } = await app.services.engine.call("site.address", {});
      const { href } = new URL(encodedPath(address), site.endsWith("/") ? site : `${site}/`);
      await app.services.main.call("link.open", { url: href });
    },
  },
];

/**
 * Returns the colour scheme that follows `now` in the cycle.
 * After `system` comes the opposite of the program's colours, so that the first press has a visible effect.
 */
function nextScheme(now: PreviewDisplay["scheme"]): PreviewDisplay["scheme"] {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const [other, same] = isDark ? (["light", "dark"] as const) : (["dark", "light"] as const);
  return now === "system" ? other : now === other ? same : "system";
}

/**
 * Returns a command that changes how the preview shows the page.
 * The command also opens the preview pane if the pane is hidden.
 */
function displayCommand(change: (now: PreviewDisplay) => Partial<PreviewDisplay>): Command["run"] {
  return async ({ workspace, preferences }) => {
    workspace.setPreviewDisplay(change(workspace.store.getState().preview));
    if (!preferences.values.panes.preview) await preferences.setPanes({ preview: true });
  };
}

/** Returns a function that switches the preview between the page and `view`. */
function otherView(view: "feed" | "card"): (now: PreviewDisplay) => Partial<PreviewDisplay> {
  return (now) => ({ view: now.view === view ? "page" : view });
}

/** Returns the open post's address on the default target. Null if the post is not published there. */
function publishedAddress(app: App): string | null {
  const { current } = app.documents;
  const { summary } = app.blog.store.getState();
  const post = current ? app.blog.post(current.path) : undefined;
  const target = summary?.targets.find(({ name }) => name === summary.defaultTarget);
  if (!target?.isViewable || !post?.address) return null;
  return post.state === "published" || post.state === "changed" ? post.address : null;
}
