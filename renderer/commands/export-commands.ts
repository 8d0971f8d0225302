import { callWithBody } from "../state/documents/body-revision.ts";
import type { App } from "../state/app.ts";
import { type Command, hasDocument } from "../state/command.ts";

/** Commands that bring texts out of the program. */
export const exportCommands: readonly Command[] = [{ id: "print", enabled: hasDocument, run: print }];

/** Prints the page of the open post with its current text. */
async function print({ documents, services }: App): Promise<void> {
  const { current } = documents;
  if (!current) return;
  const { path, version, frontMatter } = current;
  const { url } = await callWithBody(services.engine, current, (body) =>
    services.engine.call("preview.render", { path, version, frontMatter, body, written: null }),
  );
  await services.main.call("page.print", { url });
}
