import { AppError } from "#contract/errors.ts";
import { ScheduleOutcome } from "#renderer/views/publishing/schedule-outcome.tsx";
import { ExportSheet } from "#renderer/views/export/export-sheet.tsx";
import { BulkNotice } from "#renderer/views/posts/bulk-notice.tsx";
import { ReplaceSheet } from "#renderer/views/search/replace-sheet.tsx";
import type { TermChange, TermKind, Terms } from "#contract/types/term-types.ts";
import { TermsSheet } from "#renderer/views/terms/terms-sheet.tsx";
import { TrashSheet } from "#renderer/views/posts/trash-sheet.tsx";
import { PropertiesForm } from "#renderer/views/text/properties-form.tsx";
import { GivenFileSheet } from "#renderer/views/sheets/given-file-sheet.tsx";
import { NewTargetSheet } from "#renderer/views/targets/targets-sheet.tsx";
import { showInWindow, windowApp } from "../support/window-app.tsx";

declare global {
  // The declaration of a global variable needs `var`.
  /** The names of the calls that the page has made. */
  var calls: string[];
  /** Saves the open post. Returns the tags that the post has at the beginning of the save. */
  var tagsAfterSave: () => readonly string[] | undefined;
  /** The names that the page has proposed for exported files. */
  var proposed: (string | undefined)[];
  /** Types into a field of the focus right after the last host was found not to be in `~/.ssh/config`. */
  var typeAfterAnswer: (text: string) => Promise<void>;
}
globalThis.calls = [];
globalThis.proposed = [];

const excerpt = { line: 0, before: "", match: "雨", after: "" };
const found = {
  total: 1,
  places: [{ path: "posts/rain.md", part: "body", offset: 0, hash: "h1", excerpt }],
};

/** Enough names of each kind that most rows of the list are out of sight. */
const named = (name: string) => ({ name, posts: 1, drafts: 0, isOnline: false });
const names = Array.from({ length: 60 }, (_, at) => named(`語${at + 10}`));
let terms: Terms = { tags: names, categories: names, series: names, moved: [] };

/** Renames as the engine does. The posts change only after the call has ended. */
function changeTerms({ kind, names: from, to }: TermChange): unknown {
  const others = terms[kind as TermKind].filter(({ name }) => !from.includes(name) && name !== to);
  const renamed = [...others, ...(to === null ? [] : [named(to)])].sort((a, b) => (a.name < b.name ? -1 : 1));
  setTimeout(() => {
    terms = { ...terms, [kind]: renamed };
    app.blog.store.setState({ posts: [] });
  }, 50);
  return { changed: ["posts/snow.md"], unchanged: 0, skipped: [] };
}

const alias = { host: "203.0.113.1", port: 2222, user: "rain", key: null, jump: null, ignored: [] };
let answerAlias: (alias: null) => void = () => undefined;

type Given = { readonly search?: string; readonly name?: string; readonly host?: string };

/** Calls never end, except those about the trash, the names and hosts, and some searches. */
const app = windowApp(async (name: string, { search, ...given }: Given) => {
  globalThis.calls.push(name);
  if (name === "export.save") globalThis.proposed.push(given.name);
  if (name === "terms.list") return terms;
  if (name === "terms.change") return changeTerms(given as unknown as TermChange);
  if (name === "targets.sshAlias") {
    return given.host === "blog" ? alias : new Promise((resolve) => (answerAlias = resolve));
  }
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

globalThis.typeAfterAnswer = async (text) => {
  answerAlias(null);
  // The form learns of the answer in microtasks, and React draws the answer in a later task
  for (let step = 0; step < 50; step += 1) await Promise.resolve();
  const field = document.activeElement as HTMLInputElement;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, text);
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

const shown = {
  kind: "post",
  title: "雨",
  state: "draft",
  section: "hibi",
  date: null,
  dateText: "",
  tags: [],
};
const changed = ["posts/rain.md", "posts/snow.md"];
app.blog.store.setState({
  posts: changed.map((path) => ({ ...shown, path, stillOnline: path.includes("rain") })) as never,
});

app.publishing.store.setState({
  scheduled: [
    {
      target: "practice",
      posts: [{ ...shown, path: "posts/snow.md", title: "雪" }],
      error: null,
      result: { notes: [], postUrl: null, siteUrl: "" },
      missedSince: null,
      retryAt: null,
    },
    {
      target: "practice",
      posts: [{ ...shown, path: "posts/rain.md" }],
      error: { code: "publish.blocked", values: { count: 1 } },
      result: null,
      missedSince: "2026-12-01T00:30:00Z",
      retryAt: null,
    },
  ] as never,
});

const sheets = {
  "#schedule": <ScheduleOutcome />,
  "#terms": <TermsSheet />,
  "#trash": <TrashSheet />,
  "#given": <GivenFileSheet />,
  "#replace": <ReplaceSheet />,
  "#properties": <PropertiesForm />,
  "#export": <ExportSheet />,
  "#target": <NewTargetSheet />,
  "#bulk": <BulkNotice what="changed" outcome={{ changed, unchanged: 0, skipped: [] }} mayHide />,
};

/** Shows the sheet of the address's fragment instead of the program's window. */
showInWindow(app, sheets[location.hash as keyof typeof sheets]);
