import { createRoot } from "react-dom/client";
import { AppError } from "#contract/errors.ts";
import { AppContext, createApp } from "#renderer/state/app.ts";
import { ReplaceableClient } from "#renderer/state/replaceable-client.ts";
import type { Services } from "#renderer/state/services.ts";
import { ReplaceSheet } from "#renderer/views/search/replace-sheet.tsx";
import { TrashSheet } from "#renderer/views/posts/trash-sheet.tsx";
import { PropertiesForm } from "#renderer/views/text/properties-form.tsx";
import { GivenFileSheet } from "#renderer/views/sheets/given-file-sheet.tsx";
import { info, preferences } from "../support/app-start.ts";

declare global {
  // The declaration of a global variable needs `var`.
  /** The names of the calls that the page has made. */
  var calls: string[];
  /** Saves the open post. Returns the tags that the post has at the beginning of the save. */
  var tagsAfterSave: () => readonly string[] | undefined;
}
globalThis.calls = [];

const excerpt = { line: 0, before: "", match: "雨", after: "" };
const found = {
  total: 1,
  places: [{ path: "posts/rain.md", part: "body", offset: 0, hash: "h1", excerpt }],
};

/** A client whose calls never end, except the list of the trash and some searches. */
const client = {
  call: async (name: string, { search }: { search?: string }) => {
    globalThis.calls.push(name);
    if (search === "雨") return found;
    if (search === "雨が") throw new AppError("file.unreadable", { path: "posts/rain.md" });
    if (name !== "trash.list") await new Promise(() => undefined);
    return [{ kind: "post", path: "posts/rain.md", trashedAt: "0", title: "雨" }];
  },
  on: () => () => undefined,
  onClose: () => undefined,
  close: () => undefined,
};

const app = createApp(
  {
    engine: new ReplaceableClient(client as never),
    main: client,
    connectPreview: () => undefined,
    dropExports: () => undefined,
  } as unknown as Services,
  info,
  preferences,
);
const summary = { title: "窓辺", language: "ja", timeZone: "Asia/Tokyo" };
const lists = { sections: [], tags: [], categories: [], series: [] };
app.blog.store.setState({ summary: { ...summary, ...lists } as never });
app.givenFiles.add([{ name: "a.md", bytes: new Uint8Array(), folder: null }]);

const post = { path: "posts/rain.md", kind: "post", frontMatter: "", body: "", properties: {} };
const file = { problem: null, hash: "h1", encoding: null, state: "draft", address: "a.html", frozen: false };
app.documents.showKnown({ ...post, ...file } as never);
globalThis.tagsAfterSave = () => {
  void app.documents.saveAll();
  return app.documents.current?.properties.tags;
};

const sheets = {
  "#trash": <TrashSheet />,
  "#given": <GivenFileSheet />,
  "#replace": <ReplaceSheet />,
  "#properties": <PropertiesForm />,
};

/** Shows the sheet of the address's fragment instead of the program's window. */
const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(<AppContext value={app}>{sheets[location.hash as keyof typeof sheets]}</AppContext>);
