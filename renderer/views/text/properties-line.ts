import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useDocument, useStanding } from "../../state/documents/documents.ts";
import { useTranslate } from "../../state/language.ts";
import { stateName } from "../shared/state-name.ts";

/** Returns the properties in one line: state, date, section and tags, if set. */
export function usePropertiesLine(): string {
  const t = useTranslate();
  const document = useDocument();
  const standing = useStanding();
  const sections = useStore(useApp().blog.store, (state) => state.summary?.sections);
  if (!document || !standing) return "";
  const { properties, kind } = document;
  const section = sections?.find(({ name }) => name === properties.section)?.title ?? properties.section;
  const parts = [
    stateName(t, standing),
    kind === "page" ? t("post.page") : (properties.date?.replace(/(\d:\d\d):00$/, "$1") ?? t("post.undated")),
    section,
    properties.tags?.join(t("list.separator")),
    properties.pinned && t("property.pinned"),
    properties.unlisted && t("property.unlisted"),
    properties.noindex && t("property.noindex"),
  ];
  return parts.filter(Boolean).join(" · ");
}
