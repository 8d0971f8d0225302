import { useStore } from "zustand";
import { type CommandId, commandTable } from "#contract/commands.ts";
import type { AppError, Problem } from "#contract/errors.ts";
import type { BlogSummary, PostState } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { type MessageKey, type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import { chordText } from "../../ui/keys.ts";
import { dateIn, shownDate } from "../../writing/dates.ts";

/** Returns the name of a post for lists: its title, or its first words, or "untitled". */
export function postTitle(t: Messages, post: { readonly title: string; readonly excerpt?: string }): string {
  const title = post.title.trim() || post.excerpt?.trim();
  return title ? title : t("post.untitled");
}

/** Returns the name of a post's state. */
export function stateName(
  t: Messages,
  { state, stillOnline = false }: { readonly state: PostState; readonly stillOnline?: boolean | undefined },
): string {
  const name = t(`state.${state}`);
  return stillOnline ? t("state.stillOnline", { state: name }) : name;
}

/** Returns the name of a target. The practice site has a name in the author's language. */
export function targetName(
  t: Messages,
  { name, kind }: Pick<BlogSummary["targets"][number], "name" | "kind">,
): string {
  return kind === "practice" ? t("targets.practice") : name;
}

/** Returns the texts for an error: what happened and why (`what`), and the next step (`todo`). */
export function errorTexts(t: Messages, error: AppError | Problem): { what: string; todo: string } {
  return {
    what: t(`error.${error.code}.what`, error.values),
    todo: t(`error.${error.code}.todo`, error.values),
  };
}

/** Returns a function that finds a command's title (`title`) and its key for display (`shortcut`). */
export function useCommandTexts(): (id: CommandId) => { title: string; shortcut: string | undefined } {
  const t = useTranslate();
  const { info, preferences } = useApp();
  const keys = useStore(preferences.store, () => preferences.keys);
  const mac = info.platform === "darwin";
  return (id) => {
    const command = commandTable.find((candidate) => candidate.id === id);
    if (!command) throw new Error(`no command ${id}`);
    const key = keys.get(id) ?? null;
    return {
      title: t(command.titleKey),
      shortcut: key === null ? undefined : chordText(key, mac),
    };
  };
}

/**
 * Returns a function that formats a time in the blog's time zone.
 * The time is a string (ISO 8601) or a number of milliseconds.
 */
export function useTimeText(
  precision: "minutes" | "seconds" = "minutes",
): (moment: string | number) => string {
  const language = useLanguage();
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  return (moment) => {
    const time = typeof moment === "number" ? moment : Date.parse(moment);
    if (Number.isNaN(time)) return String(moment);
    return shownDate(dateIn(timeZone, time), language, precision === "seconds");
  };
}

/** Returns a function that puts the key for confirming a sheet (Ctrl+Enter) into a message. */
export function useAcceptHint(): (key: MessageKey) => string {
  const t = useTranslate();
  const mac = useApp().info.platform === "darwin";
  return (key) => t(key, { key: chordText("CmdOrCtrl+Enter", mac) });
}
