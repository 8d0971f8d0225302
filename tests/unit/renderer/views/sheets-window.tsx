import { AppError } from "#contract/errors.ts";
import { ReplaceSheet } from "#renderer/views/search/replace-sheet.tsx";
import { TrashSheet } from "#renderer/views/posts/trash-sheet.tsx";
import { PropertiesForm } from "#renderer/views/text/properties-form.tsx";
import { GivenFileSheet } from "#renderer/views/sheets/given-file-sheet.tsx";
import { showInWindow, windowApp } from "../support/window-app.tsx";

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

/** Calls never end, except the list of the trash and some searches. */
const app = windowApp(async (name: string, { search }: { search?: string }) => {
  globalThis.calls.push(name);
  if (search === "雨") return found;
  if (search === "雨が") throw new AppError("file.unreadable", { path: "posts/rain.md" });
  if (name !== "trash.list") await new Promise(() => undefined);
  return [{ kind: "post", path: "posts/rain.md", trashedAt: "0", title: "雨" }];
});
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
showInWindow(app, sheets[location.hash as keyof typeof sheets]);
