import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import type { PostGroup } from "./post-groups.ts";
import { TreeLine, type TreeLineState } from "./tree-line.tsx";

export interface GroupRowProps extends TreeLineState {
  readonly group: PostGroup;
  readonly isOpen: boolean;
}

/** The row with the heading of a group. */
export const GroupRow = memo(function GroupRow({ group, isOpen, ...state }: GroupRowProps) {
  const t = useTranslate();
  const heading = useHeadings()(group);
  return (
    <TreeLine
      {...state}
      className={`group-row group-${group.heading.kind}`}
      name={t("list.group", { heading, count: group.count })}
      isOpen={isOpen}
    >
      <div className="group-row-body">
        <span className="group-chevron">
          <ChevronRight aria-hidden size={14} strokeWidth={1.75} />
        </span>
        <span className="group-heading">{heading}</span>
        <span className="group-count">{group.count}</span>
      </div>
    </TreeLine>
  );
});

/** Returns a function that names a group by the state of its posts or by their month. */
export function useHeadings(): (group: PostGroup) => string {
  const t = useTranslate();
  const language = useLanguage();
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  return (group) => headingOf(t, language, timeZone, group);
}

function headingOf(t: Messages, language: string, timeZone: string, { heading }: PostGroup): string {
  if (heading.kind === "state") return t(`state.${heading.state}`);
  if (heading.kind === "pages") return t("post.pages");
  if (heading.time === null) return t("post.undated");
  return monthFormat(language, timeZone).format(heading.time);
}

/** Formatters by language and time zone; they are kept, because creating one is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();

function monthFormat(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone });
  formats.set(key, format);
  return format;
}
