import { useEffect, useState } from "react";
import { attempt, commandOfKey, runCommand } from "../../commands/run-command.ts";
import { readLink } from "../../preview/page-links.ts";
import { PreviewSession } from "../../preview/preview-session.ts";
import { ScrollLink } from "../../preview/scroll-link.ts";
import type { FromPage } from "../../preview-page/messages.ts";
import { type App, useApp } from "../../state/app.ts";
import { interfaceMessages } from "../../state/language.ts";

/** Milliseconds after a click on the page until the focus moves back to the editor. */
const focusMs = 150;

/** Creates a preview that shows the open document, scrolls with the editor and follows the blog. */
export function usePreview(): PreviewSession {
  const app = useApp();
  const [{ session, scroll }] = useState(() => createPreview(app));

  useEffect(() => {
    const stops: (() => void)[] = [];
    let isGone = false;
    void app.editor.firstPainted.then(() => {
      if (isGone) return;
      stops.push(session.follow(app.documents));
    });
    stops.push(
      app.services.engine.on("preview.stale", () => session.reload()),
      app.services.engine.onReplaced(() => session.reload()),
      followEditor(app, session, scroll),
    );
    return () => {
      isGone = true;
      for (const stop of stops) stop();
      session.close();
    };
  }, [app, session, scroll]);
  return session;
}

function createPreview(app: App): { session: PreviewSession; scroll: ScrollLink } {
  const isComposing = (): boolean => app.editor.composing;
  const scroll: ScrollLink = new ScrollLink(
    { scrollTo: (position) => session.send({ type: "scroll", ...position }) },
    isComposing,
  );
  const session: PreviewSession = new PreviewSession(
    app.services,
    (message) => receive(app, session, scroll, message),
    scroll,
    () => interfaceMessages(app)("preview.waitingLink"),
  );
  return { session, scroll };
}

function receive(app: App, session: PreviewSession, scroll: ScrollLink, message: FromPage): void {
  if (message.type === "touched") scroll.pageTouched();
  else if (message.type === "scrolled") scroll.pageScrolled(message.line);
  else if (message.type === "clicked") {
    app.editor.handle?.putCaret(message.line, message.column);
    keepFocus(app);
  } else if (message.type === "link") void attempt(app, () => openLink(app, session, message.url));
  else if (message.type === "key") {
    if (message.press.key === "Escape") passEscape();
    const id = commandOfKey(message.press, app.info.platform === "darwin", app.preferences.keys);
    if (id !== undefined) void runCommand(app, id);
  }
}

/** Passes Escape from the page to the window, because a sheet may have opened meanwhile. */
function passEscape(): void {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true }));
}

/** Gives the focus back to the editor, because a click on the page focuses the page. */
function keepFocus({ editor }: App): void {
  setTimeout(() => {
    if (document.activeElement instanceof HTMLIFrameElement) editor.handle?.focus();
  }, focusMs);
}

async function openLink(app: App, session: PreviewSession, url: string): Promise<void> {
  const { frames, front } = session.store.getState();
  const frame = frames.find(({ id }) => id === front);
  if (!frame) return;
  const target = readLink(url, frame.url, app.blog.store.getState().posts);
  if (target.kind === "post") await app.documents.open(target.path);
  else if (target.kind === "outside") await app.services.main.call("link.open", { url: target.url });
}

/** Connects the preview with the editor. Returns a function that disconnects it. */
function followEditor({ editor }: App, session: PreviewSession, scroll: ScrollLink): () => void {
  let followed: unknown = null;
  let stop = (): void => undefined;
  const follow = (): void => {
    const { handle, composing } = editor;
    session.hold(composing);
    if (!composing) scroll.composed();
    if (handle === followed) return;
    followed = handle;
    stop();
    stop = handle ? scroll.attach(handle.scrolling) : () => undefined;
  };
  const unsubscribe = editor.store.subscribe(follow);
  follow();
  return () => {
    unsubscribe();
    stop();
  };
}
