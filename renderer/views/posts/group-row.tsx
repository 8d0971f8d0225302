import { ChevronRight } from "lucide-react";
import { memo } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { type Messages, useLanguage, useTranslate } from "../../state/language.ts";
import type { PostGroup } from "./post-groups.ts";
import { isSameLine, TreeLine, type TreeLineState } from "./tree-line.tsx";

export interface GroupRowProps extends TreeLineState {
  readonly group: PostGroup;
  readonly isOpen: boolean;
  readonly isDropTarget: boolean;
}

/** The row with the heading of a group. */
export const GroupRow = memo(function GroupRow({ group, isOpen, isDropTarget, ...state }: GroupRowProps) {
  const t = useTranslate();
  const heading = useHeadings()(group);
  return (
    <TreeLine
      {...state}
      className={`group-row group-${group.heading.kind}`}
      name={t("list.group", { heading, count: group.count })}
      isOpen={isOpen}
      isDropTarget={isDropTarget}
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
}, isSameLine);

/** Returns a function that names a group by the state, section, month or year of its posts. */
export function useHeadings(): (group: PostGroup) => string {
  const t = useTranslate();
  const language = useLanguage();
  const summary = useStore(useApp().blog.store, (state) => state.summary);
  const { timeZone = "UTC", sections = [] } = summary ?? {};
  return (group) => headingOf(t, { language, timeZone, sections }, group);
}

interface HeadingFacts {
  readonly language: string;
  readonly timeZone: string;
  readonly sections: readonly { readonly name: string; readonly title: string }[];
}

function headingOf(t: Messages, facts: HeadingFacts, { heading }: PostGroup): string {
  const { language, timeZone, sections } = facts;
  switch (heading.kind) {
    case "state":
      return t(`state.${heading.state}`);
    case "pages":
      return t("post.pages");
    case "section":
      return sections.find(({ name }) => name === heading.section)?.title ?? heading.section;
    default:
      if (heading.time === null) return t("post.undated");
      return formatOf(heading.kind, language, timeZone).format(heading.time);
  }
}

/** Caches the formatters for each language and time zone, because creating a formatter is slow. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(kind: "month" | "year", language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${kind} ${language} ${timeZone}`;
  const month = kind === "month" ? ({ month: "long" } as const) : {};
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat(language, { year: "numeric", ...month, timeZone });
  formats.set(key, format);
  return format;
}
