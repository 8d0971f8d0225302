import { useStore } from "zustand";
import type { WindowExport } from "#contract/types/export-types.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { useMatchingPosts } from "../posts/use-matching-posts.ts";
import { yearsIn } from "../posts/post-months.ts";
import { postTitle } from "../shared/texts.ts";

/** The posts to export: the selected posts, the open post, the filtered list, one year, or the whole blog. */
export type ExportWhat = "selection" | "post" | "list" | "year" | "blog";

interface ChosenScope {
  readonly scope: WindowExport["scope"];
  /** The proposed name of the file. */
  readonly name: string;
  readonly count: number;
}

/** Returns the posts that the author can export now. `list` is offered only while the list is filtered. */
export function useExportScopes() {
  const app = useApp();
  const t = useTranslate();
  const document = useDocument();
  const summary = useStore(app.blog.store, (state) => state.summary);
  const posts = useStore(app.blog.store, (state) => state.posts);
  const listed = useMatchingPosts();
  const selected = [...useStore(app.selection.store, ({ paths }) => paths)];
  const title = summary?.title ?? "";
  const yearOf = yearsIn(summary?.timeZone ?? "UTC");
  const dated = posts.flatMap(({ date, kind }) => (date === null || kind === "page" ? [] : [yearOf(date)]));
  const years = [...new Set(dated)].sort().reverse();
  const choices: ExportWhat[] = [
    ...(selected.length > 0 ? (["selection"] as const) : []),
    ...(document ? (["post"] as const) : []),
    ...(listed.isFiltered && listed.posts.length > 0 ? (["list"] as const) : []),
    ...(years.length > 0 ? (["year"] as const) : []),
    "blog",
  ];
  const open = document ? posts.find(({ path }) => path === document.path) : undefined;
  return {
    choices,
    years,
    /**
     * The year that is chosen at first: the current year, or else the latest earlier year.
     * Later years usually contain only scheduled posts, which an export leaves out by default.
     */
    year: years.find((year) => year <= yearOf(Date.now())) ?? years[0] ?? "",
    first: choices.find((what) => what === "selection" || what === "list") ?? choices[0] ?? "blog",
    label: (what: ExportWhat): string =>
      t(`export.what.${what}`, { count: what === "selection" ? selected.length : listed.posts.length }),
    of(what: ExportWhat, year: string): ChosenScope {
      if (what === "post" && document) {
        const scope = { kind: "posts" as const, paths: [document.path] };
        return { scope, name: open ? postTitle(t, open) : title, count: 1 };
      }
      if (what === "list" || what === "selection") {
        const paths = what === "selection" ? selected : listed.posts.map(({ path }) => path);
        const single = paths.length === 1 ? posts.find(({ path }) => path === paths[0]) : undefined;
        const name = single ? postTitle(t, single) : title;
        return { scope: { kind: "posts", paths }, name, count: paths.length };
      }
      if (what === "year") return { scope: { kind: "year", year }, name: `${title} ${year}`, count: 1 };
      return { scope: { kind: "blog" }, name: title, count: posts.length };
    },
  };
}
