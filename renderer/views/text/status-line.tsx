import { useEffect, useRef, useState } from "react";
import { Button } from "react-aria-components";
import { useStore } from "zustand";
import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { problemCount } from "../../state/checks.ts";
import { useDocument, watchRestedBody } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { inSlices } from "../../state/slices.ts";
import { countsCharacters, hasWords, TextCounter, type TextCounts } from "./text-counts.ts";

/** The line below the text: save state, problems and length of the text, and the publishing target. */
export function StatusLine() {
  const t = useTranslate();
  const document = useDocument();
  const { blog, panes } = useApp();
  const summary = useStore(blog.store, (state) => state.summary);
  const line = useRef<HTMLElement>(null);
  useEffect(() => panes.register("status", () => line.current?.querySelector("button")?.focus()), [panes]);
  if (!document) return null;
  const target = summary?.targets.find(({ name }) => name === summary.defaultTarget);
  return (
    <footer className="status-line" data-bar="status" ref={line}>
      <SaveMark />
      <Problems path={document.path} />
      <Counts key={document.path} language={summary?.language ?? "ja"} />
      {target ? (
        <span className="status-target">
          {target.kind === "practice" ? t("target.practice") : t("target.named", { name: target.name })}
        </span>
      ) : null}
    </footer>
  );
}

function SaveMark() {
  const t = useTranslate();
  const kind = useStore(useApp().documents.store, ({ saving }) => saving?.save.kind ?? "saved");
  return <span className={`status-save status-${kind}`}>{t(`save.${kind}`)}</span>;
}

/** A button that shows the number of problems of the post, and lists them when pressed. */
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

/** Pause in typing before the text is counted, in milliseconds, because counting could delay typing. */
const rest = 300;

function Counts({ language }: { readonly language: string }) {
  const t = useTranslate();
  const counts = useTextCounts();
  if (!counts) return null;
  const length = countsCharacters(language, counts)
    ? t("count.characters", { count: counts.characters })
    : t("count.words", { count: counts.words });
  return (
    <>
      <span>{length}</span>
      {hasWords(counts) ? <span>{t("count.minutes", { count: counts.minutes })}</span> : null}
    </>
  );
}

/** Returns the counts of the text at the last pause in typing. Null before the first count. */
function useTextCounts(): TextCounts | null {
  const { documents } = useApp();
  const [counts, setCounts] = useState<TextCounts | null>(null);
  useEffect(() => {
    const counter = new TextCounter();
    let newest = 0;
    const stop = watchRestedBody(documents, rest, (body) => {
      newest += 1;
      const started = newest;
      void inSlices(counter.count(body), () => started !== newest).then((counted) => {
        if (counted) setCounts(counted);
      });
    });
    return () => {
      newest += 1;
      stop();
    };
  }, [documents]);
  return counts;
}
