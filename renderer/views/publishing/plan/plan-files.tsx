import { useState } from "react";
import type { PostSummary } from "#contract/types/blog-types.ts";
import type { FileSort, PublishPlan } from "#contract/types/publish-run-types.ts";
import { formatSize } from "#contract/text/file-size.ts";
import { useApp } from "../../../state/app.ts";
import { useLanguage, useTranslate } from "../../../state/language.ts";
import { Button } from "../../../ui/button.tsx";
import { type Choices, chooseAll, filesFor, needsChoice } from "./plan-choices.ts";
import { PlanDecision, reasonText } from "./plan-decision.tsx";
import { inAuthorsOrder, type PostsByFile, postsByFile } from "./plan-order.ts";
import { PlanPath } from "./plan-path.tsx";

type PlanFile = PublishPlan["files"][number];

/** A group of files: what happens to them, or `openLink` for links about which the author has to decide. */
type Group = PlanFile["change"] | "openLink";

/** The groups in order: what needs a decision is first, unchanged files are last. */
const order = [
  "openLink",
  "conflict",
  "leftover",
  "link",
  "removed",
  "lost",
  "new",
  "changed",
  "kept",
  "foreign",
] as const satisfies readonly Group[];

/** Number of files that each group lists at first. A button shows the remaining files. */
const shownAtFirst = 40;

interface ChoosingProps {
  readonly choices: Choices;
  readonly onChoose: (choices: Choices) => void;
  /** Called with the blog path of a post when the author presses its title. */
  readonly onOpen: (post: string) => void;
}

export interface PlanFilesProps extends ChoosingProps {
  readonly files: readonly PlanFile[];
  /** The purpose of the listed files, such as `feed`, or null. Files that need a choice are always listed. */
  readonly shown: FileSort | null;
}

/** Lists the files of a plan, grouped by what happens to them. */
export function PlanFiles({ files, shown, ...choosing }: PlanFilesProps) {
  const { blog } = useApp();
  // Reads the posts only once, so that no line moves while the author points at it.
  const [posts] = useState(() => postsByFile(blog.store.getState().posts));
  const [ordered] = useState(() => inAuthorsOrder(files, posts));
  const listed = filesFor(choosing.choices, ordered).filter(
    (file) => shown === null || needsChoice(file) || file.sort === shown,
  );
  const groups = order.map((group) => ({ group, files: listed.filter((file) => groupOf(file) === group) }));
  return groups
    .filter(({ files }) => files.length > 0)
    .map(({ group, files }) => (
      <PlanGroup key={group} group={group} files={files} posts={posts} {...choosing} />
    ));
}

function groupOf({ change, link }: PlanFile): Group {
  return change === "conflict" && link ? "openLink" : change;
}

interface PlanGroupProps extends ChoosingProps {
  readonly group: Group;
  readonly files: readonly PlanFile[];
  readonly posts: PostsByFile;
}

function PlanGroup({ group, files, posts, choices, onChoose, onOpen }: PlanGroupProps) {
  const t = useTranslate();
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? files : files.slice(0, shownAtFirst);
  const choosable = files.filter(needsChoice);
  const [keepAll, takeAll] =
    group === "link" || group === "openLink"
      ? (["leaveOutAll", "followAll"] as const)
      : (["keepAll", "takeAll"] as const);
  return (
    <section className={`plan-group plan-${group}`}>
      <div className="plan-heading">
        <h3>{t(`plan.${group}`, { count: files.length })}</h3>
        {choosable.length > 1 && group !== "leftover" ? (
          <>
            <Button variant="quiet" onPress={() => onChoose(chooseAll(choices, choosable, "keep"))}>
              {t(`plan.choice.${keepAll}`)}
            </Button>
            <Button variant="quiet" onPress={() => onChoose(chooseAll(choices, choosable, "take"))}>
              {t(`plan.choice.${takeAll}`)}
            </Button>
          </>
        ) : null}
      </div>
      <ul>
        {shown.map((file) => (
          <li key={file.path}>
            {needsChoice(file) ? (
              <PlanDecision
                file={file}
                post={posts.get(file.path)}
                whose={choices.get(file.path) ?? null}
                onChoose={(whose) => onChoose(chooseAll(choices, [file], whose))}
                onOpen={onOpen}
              />
            ) : (
              <PlanLine file={file} post={posts.get(file.path)} onOpen={onOpen} />
            )}
          </li>
        ))}
      </ul>
      {shown.length < files.length ? (
        <Button variant="quiet" onPress={() => setShowsAll(true)}>
          {t("plan.more", { count: files.length - shown.length })}
        </Button>
      ) : null}
    </section>
  );
}

interface PlanLineProps extends Pick<ChoosingProps, "onOpen"> {
  readonly file: PlanFile;
  readonly post: PostSummary | undefined;
}

function PlanLine({ file, post, onOpen }: PlanLineProps) {
  const t = useTranslate();
  const language = useLanguage();
  const { path, change, size, link } = file;
  const shown = link ? t("plan.linkMark") : formatSize(language, size);
  return (
    <div className="plan-line">
      <PlanPath path={path} post={post} onOpen={onOpen} />
      {change === "link" ? (
        <span className="field-note">{reasonText(t, file)}</span>
      ) : (
        <span className="plan-size">{change === "removed" ? "" : shown}</span>
      )}
    </div>
  );
}
