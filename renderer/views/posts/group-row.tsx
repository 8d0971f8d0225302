import { ChevronRight } from "lucide-react";
import { Button, Collection, TreeItem, TreeItemContent } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useLanguage, useTranslate } from "../../state/language.ts";
import type { PostGroup } from "./post-groups.ts";
import { PostRow } from "./post-row.tsx";

/** A heading of the list, with what is under it. */
export function GroupRow({ group }: { readonly group: PostGroup }) {
  const t = useTranslate();
  const heading = useHeading(group);
  return (
    <TreeItem
      id={group.id}
      textValue={heading}
      aria-label={t("list.group", { heading, count: group.count })}
      className={`group-row group-${group.heading.kind}`}
    >
      <TreeItemContent>
        <div className="group-row-body">
          <Button slot="chevron" className="group-chevron">
            <ChevronRight aria-hidden size={14} strokeWidth={1.75} />
          </Button>
          <span className="group-heading">{heading}</span>
          <span className="group-count">{group.count}</span>
        </div>
      </TreeItemContent>
      <Collection items={entriesOf(group)}>
        {(entry) => (entry.group ? <GroupRow group={entry.group} /> : <PostRow post={entry.post} />)}
      </Collection>
    </TreeItem>
  );
}

type Entry =
  | { readonly id: string; readonly group: PostGroup; readonly post?: never }
  | { readonly id: string; readonly post: PostSummary; readonly group?: never };

function entriesOf(group: PostGroup): Entry[] {
  return [
    ...group.groups.map((inner) => ({ id: inner.id, group: inner })),
    ...group.posts.map((post) => ({ id: post.path, post })),
  ];
}

function useHeading({ heading }: PostGroup): string {
  const t = useTranslate();
  const language = useLanguage();
  const timeZone = useStore(useApp().blog.store, (state) => state.summary?.timeZone ?? "UTC");
  if (heading.kind === "state") return t(`state.${heading.state}`);
  if (heading.kind === "pages") return t("post.pages");
  if (heading.time === null) return t("post.undated");
  return new Intl.DateTimeFormat(language, { year: "numeric", month: "long", timeZone }).format(heading.time);
}
