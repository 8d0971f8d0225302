import { useDeferredValue, useMemo } from "react";
import { Button } from "react-aria-components";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { problemCount } from "../../state/checks.ts";
import { useDocument } from "../../state/documents.ts";
import { useTranslate } from "../../state/language.ts";
import type { OpenDocument } from "../../state/open-document.ts";
import { countsCharacters, countText } from "./text-counts.ts";

/** The foot of the text: whether it is saved, how long it is, and where it will be published. */
export function StatusLine() {
  const t = useTranslate();
  const document = useDocument();
  const summary = useStore(useApp().blog.store, (state) => state.summary);
  if (!document) return null;
  const target = summary?.targets.find(({ name }) => name === summary.defaultTarget);
  return (
    <footer className="status-line">
      <SaveMark document={document} />
      <Problems path={document.path} />
      <Counts body={document.body} language={summary?.language ?? "ja"} />
      {target ? (
        <span className="status-target">
          {target.kind === "practice" ? t("target.practice") : t("target.named", { name: target.name })}
        </span>
      ) : null}
    </footer>
  );
}

function SaveMark({ document }: { readonly document: OpenDocument }) {
  const t = useTranslate();
  const { kind } = document.save;
  return <span className={`status-save status-${kind}`}>{t(`save.${kind}`)}</span>;
}

/** How many places of this post should be mended, leading to them. */
function Problems({ path }: { readonly path: string }) {
  const app = useApp();
  const t = useTranslate();
  const known = useStore(
    app.blog.store,
    ({ posts }) => posts.find((post) => post.path === path)?.problems ?? 0,
  );
  const count = useStore(app.checks.store, ({ counts }) => problemCount(counts, { path, problems: known }));
  if (count === 0) return null;
  return (
    <Button className="status-problems" onPress={() => void runCommand(app, "check")}>
      {t("list.problems", { count })}
    </Button>
  );
}

function Counts({ body, language }: { readonly body: string; readonly language: string }) {
  const t = useTranslate();
  const text = useDeferredValue(body);
  const counts = useMemo(() => countText(text), [text]);
  const length = countsCharacters(language, text)
    ? t("count.characters", { count: counts.characters })
    : t("count.words", { count: counts.words });
  return (
    <>
      <span>{length}</span>
      <span>{t("count.minutes", { count: counts.minutes })}</span>
    </>
  );
}
