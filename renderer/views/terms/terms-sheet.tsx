import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { useStore } from "zustand";
import { type AppError, toAppError } from "#contract/errors.ts";
import { foldCase } from "#contract/text/fold-case.ts";
import { type TermInfo, type TermKind, type Terms, termKinds } from "#contract/types/term-types.ts";
import { showPostsOf } from "../../commands/posts/bulk-commands.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { QueryField } from "../../ui/query-field.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { CommandNotice } from "../frame/command-notice.tsx";
import { ErrorNotice } from "../shared/error-notice.tsx";
import { FormerLists } from "./former-lists.tsx";
import { TermForm } from "./term-form.tsx";
import { TermList } from "./term-list.tsx";

/** Lists all tags, categories and series. The author can rename, merge or delete them. */
export function TermsSheet() {
  const app = useApp();
  const t = useTranslate();
  const { terms, error, reload } = useTerms();
  const [kind, setKind] = useState<TermKind>("tags");
  const [query, setQuery] = useState("");
  const [wanted, select] = useState<ReadonlySet<string>>(new Set());
  const [task, setTask] = useState<"rename" | "delete" | null>(null);
  const body = useRef<HTMLDivElement>(null);
  const all = useMemo(() => terms?.[kind] ?? [], [terms, kind]);
  const shown = useMemo(() => all.filter(({ name }) => contains(name, query)), [all, query]);
  const chosen = all.filter(({ name }) => wanted.has(name));
  const { arrivals, isArriving, follow } = useRenamed(shown);
  const close = (): void => app.workspace.closeSheet();
  const end = (name?: string): void => {
    setTask(null);
    select(new Set(name === undefined ? [] : [name]));
    follow(name);
    focusList(body.current);
  };
  const intoList = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" || !(event.target instanceof HTMLInputElement)) return;
    if (event.target.type === "radio") return;
    event.preventDefault();
    focusList(body.current);
  };
  const count = chosen.length;
  return (
    <Sheet
      title={t("command.terms")}
      size="large"
      onClose={close}
      actions={
        task ? undefined : (
          <>
            <Button variant="quiet" isDisabled={count === 0} onPress={() => setTask("delete")}>
              {t("terms.delete")}
            </Button>
            <Button isDisabled={count !== 1} onPress={() => showPostsOf(app, kind, chosen[0]?.name ?? "")}>
              {t("terms.show")}
            </Button>
            <Button isDisabled={count === 0} onPress={() => setTask("rename")}>
              {count > 1 ? t("terms.merge", { count }) : t("terms.rename")}
            </Button>
            <Button onPress={close}>{t("action.close")}</Button>
          </>
        )
      }
    >
      <CommandNotice />
      {error ? <ErrorNotice error={error} onRetry={reload} /> : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a key in the search field moves to the list */}
      <div ref={body} className="terms" onKeyDown={intoList}>
        <div className="terms-tools">
          <Choice
            label={t("terms.kind")}
            isLabelHidden
            value={kind}
            options={termKinds.map((each) => ({ value: each, label: t(`terms.${each}`) }))}
            onChange={(next) => {
              setKind(next);
              select(new Set());
              setTask(null);
            }}
          />
          <QueryField
            label={t("terms.find")}
            placeholder={t("terms.find")}
            onQuery={setQuery}
            hasList={false}
            autoFocus
          />
        </div>
        {terms && shown.length === 0 ? (
          <EmptyState detail={all.length === 0 ? t(`terms.none.${kind}`) : t("terms.notFound", { query })} />
        ) : (
          <TermList
            key={arrivals}
            autoFocus={isArriving}
            terms={shown}
            selected={wanted}
            label={t(`terms.${kind}`)}
            onSelect={select}
            onAction={(name) => {
              select(new Set([name]));
              setTask("rename");
            }}
            onDelete={() => count > 0 && setTask("delete")}
          />
        )}
        {task && count > 0 ? (
          <TermForm key={namesOf(chosen)} task={task} kind={kind} terms={chosen} all={all} onEnd={end} />
        ) : null}
        {terms ? <FormerLists kind={kind} moved={terms.moved} onChange={reload} /> : null}
      </div>
    </Sheet>
  );
}

interface LoadedTerms {
  readonly terms: Terms | null;
  readonly error: AppError | undefined;
  readonly reload: () => void;
}

/** Loads the blog's tags, categories and series. Loads them again after each change of the posts. */
function useTerms(): LoadedTerms {
  const app = useApp();
  const [terms, setTerms] = useState<Terms | null>(null);
  const [error, setError] = useState<AppError>();
  const [loads, setLoads] = useState(0);
  const posts = useStore(app.blog.store, (state) => state.posts);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new posts and `reload` load the names again
  useEffect(() => {
    let isOld = false;
    app.services.engine.call("terms.list", {}).then(
      (loaded) => {
        if (isOld) return;
        setTerms(loaded);
        setError(undefined);
      },
      (reason: unknown) => setError(toAppError(reason)),
    );
    return () => {
      isOld = true;
    };
  }, [app, posts, loads]);
  return { terms, error, reload: () => setLoads((before) => before + 1) };
}

/**
 * Moves the focus to a renamed name as soon as the list has it, because a rename can move a name far away.
 * `arrivals` is the `key` of the list. A new number creates the list again, with the focus on the new name.
 */
function useRenamed(shown: readonly TermInfo[]) {
  const [wanted, follow] = useState<string>();
  const [arrivals, setArrivals] = useState(0);
  useEffect(() => {
    if (wanted === undefined || !shown.some(({ name }) => name === wanted)) return;
    follow(undefined);
    const { activeElement } = document;
    const isElsewhere = activeElement?.closest(".term-list") === null && activeElement !== document.body;
    if (!isElsewhere) setArrivals((before) => before + 1);
  }, [shown, wanted]);
  // The list takes the focus if it was created again for a new name, but not when the author types a query.
  const focused = useRef(0);
  useEffect(() => {
    focused.current = arrivals;
  }, [arrivals]);
  return { arrivals, isArriving: arrivals > focused.current, follow };
}

function namesOf(terms: readonly TermInfo[]): string {
  return terms.map(({ name }) => name).join("\n");
}

/** Whether a name contains the query, regardless of case and of full or half width. */
function contains(name: string, query: string): boolean {
  return foldCase(name).includes(foldCase(query.trim()));
}

function focusList(body: HTMLElement | null): void {
  const list = body?.querySelector<HTMLElement>(".term-list");
  const row =
    list?.querySelector<HTMLElement>("[data-selected]") ?? list?.querySelector<HTMLElement>("[role=option]");
  (row ?? body?.querySelector<HTMLElement>("input[type=search]"))?.focus();
}
