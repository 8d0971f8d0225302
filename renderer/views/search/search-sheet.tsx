import { useCallback, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
} from "react-aria-components";
import type { Excerpt, SearchHit } from "#contract/search-types.ts";
import { showExcerpt } from "../../commands/search-commands.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { QueryField } from "../../ui/query-field.tsx";
import { postTitle } from "../shared/post-title.ts";
import { ExcerptText } from "./excerpt-text.tsx";
import { useAnswer } from "./use-answer.ts";

/** Posts that are shown with their lines; more at once help nobody. */
const mostPosts = 40;

/** Finds words in all posts while they are typed, with the lines in which they stand. */
export function SearchSheet() {
  const { workspace, services } = useApp();
  const t = useTranslate();
  const [query, setQuery] = useState("");
  const ask = useCallback(
    (signal: AbortSignal) => services.engine.call("posts.search", { query, most: mostPosts }, signal),
    [services, query],
  );
  const found = useAnswer(query.trim() === "" ? null : ask);
  return (
    <ModalOverlay
      className="sheet-overlay"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) workspace.closeSheet();
      }}
    >
      <Modal className="sheet sheet-large">
        <Dialog className="sheet-dialog palette" aria-label={t("command.search-posts")}>
          <Autocomplete>
            <QueryField
              label={t("search.field")}
              placeholder={t("search.placeholder")}
              onQuery={setQuery}
              hasList={found !== null && found.hits.length > 0}
              autoFocus
            />
            <p className="search-sum" role="status">
              {found ? sum(found.total) : t("search.hint")}
            </p>
            {found && found.hits.length > 0 ? <Hits hits={found.hits} /> : null}
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );

  function sum(total: number): string {
    return total > mostPosts
      ? t("search.sumSome", { total, shown: mostPosts })
      : t("search.sum", { count: total });
  }
}

function Hits({ hits }: { readonly hits: readonly SearchHit[] }) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const places = new Map<string, readonly [path: string, excerpt: Excerpt | null]>();
  const rows = hits.map(({ path, excerpts }) => {
    const lines = excerpts.length > 0 ? excerpts : [null];
    return { path, lines: lines.map((excerpt, index) => ({ key: `${path}#${index}`, excerpt })) };
  });
  for (const { path, lines } of rows) {
    for (const { key, excerpt } of lines) places.set(key, [path, excerpt]);
  }
  const onAction = (key: unknown): void => {
    const [path, excerpt] = places.get(String(key)) ?? [];
    if (path !== undefined) void showExcerpt(app, path, excerpt ?? null);
  };
  return (
    <ListBox
      className="palette-list search-list"
      aria-label={t("search.results")}
      selectionMode="none"
      onAction={onAction}
    >
      {rows.map(({ path, lines }) => {
        const post = app.blog.post(path);
        const title = post ? postTitle(t, post) : path;
        return (
          <ListBoxSection key={path} id={path}>
            <Header className="search-heading">
              <span className="search-post" lang={blogLanguage}>
                {title}
              </span>
              <span className="search-date">{post?.dateText}</span>
            </Header>
            {lines.map(({ key, excerpt }) => (
              <ListBoxItem
                key={key}
                id={key}
                className="menu-item search-line"
                textValue={excerpt ? excerpt.before + excerpt.match + excerpt.after : title}
              >
                <span lang={blogLanguage}>
                  {excerpt ? <ExcerptText excerpt={excerpt} /> : t("search.inTitle")}
                </span>
                {excerpt ? (
                  <span className="problem-line">{t("checks.line", { line: excerpt.line + 1 })}</span>
                ) : null}
              </ListBoxItem>
            ))}
          </ListBoxSection>
        );
      })}
    </ListBox>
  );
}
