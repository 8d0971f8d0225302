import { startTransition, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Dialog } from "react-aria-components";
import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import { showExcerpt } from "../../commands/search-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { QueryField } from "../../ui/query-field.tsx";
import { SheetOverlay } from "../../ui/sheet-overlay.tsx";
import { useActiveOption } from "../../ui/use-active-option.ts";
import { type HitLine, HitList, hitRows } from "./hit-list.tsx";
import { useAnswer } from "./use-answer.ts";

/** Maximum number of posts in the results. The author can type more to find a post. */
const maxPosts = 40;

/** Number of posts that fill a screen. They are painted before the remaining posts are rendered. */
const firstPosts = 6;

interface Answer extends CallOutput<EngineContract, "posts.search"> {
  /** Whether the query is longer than the previous query. If so, the first row is active at once. */
  readonly isForward: boolean;
}

interface Question {
  readonly query: string;
  readonly answer: Promise<Answer>;
  readonly abort: AbortController;
}

const nothing: Answer = { total: 0, hits: [], isForward: true };

/** Searches all posts while the author types, and shows the lines that match. */
export function SearchSheet() {
  const app = useApp();
  const t = useTranslate();
  const [ask, found] = useSearch();
  const { hits, isForward } = found ?? nothing;
  const isPainted = usePainted(hits);
  const rows = useMemo(() => hitRows(isPainted ? hits : hits.slice(0, firstPosts)), [hits, isPainted]);
  const lines = useMemo(() => rows.flatMap((row) => row.lines), [rows]);
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new `hits` scroll the list to its top
  useLayoutEffect(() => list.current?.scrollTo(0, 0), [hits]);
  const open = useCallback(({ path, excerpt }: HitLine) => void showExcerpt(app, path, excerpt), [app]);
  const { active, listId, idOf, box } = useActiveOption({
    of: hits,
    count: lines.length,
    beginsActive: isForward,
    list,
    onAct: (index) => {
      const line = lines[index];
      if (line) open(line);
    },
  });
  return (
    <SheetOverlay size="large" onClose={() => app.workspace.closeSheet()}>
      <Dialog className="sheet-dialog palette" aria-label={t("command.search-posts")}>
        <QueryField
          label={t("search.field")}
          placeholder={t("search.placeholder")}
          onQuery={ask}
          hasList={hits.length > 0}
          list={box}
          autoFocus
        />
        <p className="search-sum" role="status">
          {found ? sum(found.total) : t("search.hint")}
        </p>
        {hits.length > 0 ? (
          <HitList id={listId} ref={list} rows={rows} active={active} idOf={idOf} onOpen={open} />
        ) : null}
      </Dialog>
    </SheetOverlay>
  );

  function sum(total: number): string {
    return total > maxPosts
      ? t("search.sumSome", { total, shown: maxPosts })
      : t("search.sum", { count: total });
  }
}

/** Returns the latest results, and a function that starts a search. */
function useSearch(): [ask: (query: string) => void, found: Answer | null] {
  const { services } = useApp();
  const [question, setQuestion] = useState<Question | null>(null);
  // Starts the search before React renders, so that both run at the same time.
  const ask = (query: string): void => {
    if (query.trim() === "") {
      setQuestion(null);
      return;
    }
    const isForward = query.length > (question?.query.length ?? 0);
    const abort = new AbortController();
    const answer = services.engine
      .call("posts.search", { query, limit: maxPosts }, abort.signal)
      .then((found) => ({ ...found, isForward }));
    // Ignores the error of a search that a newer query has replaced.
    answer.catch(() => undefined);
    setQuestion({ query, answer, abort });
  };
  const wait = useCallback(
    (signal: AbortSignal) => {
      signal.addEventListener("abort", () => question?.abort.abort());
      return question?.answer ?? Promise.reject(new AppError("call.cancelled"));
    },
    [question],
  );
  return [ask, useAnswer(question === null ? null : wait)];
}

/** Returns true after a value has been on screen for a frame. The caller then renders the slow parts. */
function usePainted(value: unknown): boolean {
  const [painted, setPainted] = useState<{ readonly value: unknown } | null>(null);
  useEffect(() => afterPaint(() => startTransition(() => setPainted({ value }))), [value]);
  return painted !== null && painted.value === value;
}

/** Calls `callback` after the next frame was painted. Returns a function that cancels the call. */
function afterPaint(callback: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  // Posts the message from an animation callback, so that it arrives after the frame was painted.
  const request = requestAnimationFrame(() => port2.postMessage(null));
  port1.onmessage = callback;
  return () => {
    cancelAnimationFrame(request);
    port1.close();
  };
}
