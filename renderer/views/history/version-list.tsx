import { ListBox, ListBoxItem } from "react-aria-components";
import type { Version } from "#contract/types/history-types.ts";
import { type Messages, useTranslate } from "../../state/language.ts";
import { useTimeText } from "../shared/texts.ts";

export interface VersionListProps {
  readonly versions: readonly Version[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Lists the versions of a post and their times. Marks published versions. */
export function VersionList({ versions, chosen, onChoose }: VersionListProps) {
  const t = useTranslate();
  const timeText = useTimeText("seconds");
  return (
    <ListBox
      className="version-list"
      aria-label={t("history.versions")}
      selectionMode="single"
      selectionBehavior="replace"
      disallowEmptySelection
      selectedKeys={[chosen]}
      autoFocus
      onSelectionChange={(keys) => {
        const version = versions.find(({ id }) => keys !== "all" && keys.has(id));
        if (version) onChoose(version.id);
      }}
    >
      {versions.map((version) => {
        const marks = marksOf(t, version);
        const when = timeText(version.time);
        return (
          <ListBoxItem
            key={version.id}
            id={version.id}
            className="menu-item version"
            textValue={[when, ...marks].join(t("list.separator"))}
          >
            <span className="version-time">{when}</span>
            {marks.map((mark) => (
              <span key={mark} className="version-mark">
                {mark}
              </span>
            ))}
          </ListBoxItem>
        );
      })}
    </ListBox>
  );
}

function marksOf(t: Messages, { isCurrent, isLive, publishedAt }: Version): string[] {
  return [
    ...(isCurrent ? [t("history.current")] : []),
    ...(isLive ? [t("history.live")] : publishedAt === null ? [] : [t("history.published")]),
  ];
}
