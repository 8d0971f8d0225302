import { memo, type RefObject } from "react";
import type { Excerpt, SearchHit } from "#contract/types/search-types.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/texts.ts";
import { ExcerptText } from "./excerpt-text.tsx";

/** One line of the results: a match in a post's text, or a post of which only the title matches. */
export interface HitLine {
  /** Index of the line among all lines of the results, 0-based. */
  readonly index: number;
  readonly path: string;
  readonly excerpt: Excerpt | null;
}

/** A found post, and its lines in the list of results. */
interface HitRow {
  readonly path: string;
  readonly lines: readonly HitLine[];
}

export interface HitListProps {
  readonly id: string;
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly rows: readonly HitRow[];
  /** Index of the line that Enter opens, or -1 if Enter opens no line. */
  readonly active: number;
  readonly idOf: (index: number) => string;
  readonly onOpen: (line: HitLine) => void;
}

/** The results of a search, grouped by post. Uses plain elements, because each key press renders the list. */
export function HitList({ id, ref, rows, active, idOf, onOpen }: HitListProps) {
  const t = useTranslate();
  return (
    <div
      ref={ref}
      id={id}
      role="listbox"
      className="palette-list search-list"
      aria-label={t("search.results")}
    >
      {rows.map((row) => (
        <HitGroup
          key={row.path}
          row={row}
          active={row.lines.some(({ index }) => index === active) ? active : -1}
          idOf={idOf}
          onOpen={onOpen}
        />
      ))}
    </div>
  );
}

interface HitGroupProps {
  readonly row: HitRow;
  readonly active: number;
  readonly idOf: (index: number) => string;
  readonly onOpen: (line: HitLine) => void;
}

const HitGroup = memo(function HitGroup({ row: { path, lines }, active, idOf, onOpen }: HitGroupProps) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const post = app.blog.post(path);
  const title = post ? postTitle(t, post) : path;
  const headingId = `${idOf(lines[0]?.index ?? 0)}heading`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a <fieldset> is for form fields, not for options
    <div role="group" aria-labelledby={headingId}>
      <div role="presentation" id={headingId} className="search-heading">
        <span className="search-post" lang={blogLanguage}>
          {title}
        </span>
        <span className="search-date">{post?.dateText}</span>
      </div>
      {lines.map((line) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the search field keeps the focus
        // biome-ignore lint/a11y/useKeyWithClickEvents: the search field handles Enter
        <div
          key={line.index}
          id={idOf(line.index)}
          role="option"
          className="menu-item search-line"
          aria-selected={line.index === active}
          data-focused={line.index === active || undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onOpen(line)}
        >
          <span lang={blogLanguage}>
            {line.excerpt ? <ExcerptText excerpt={line.excerpt} /> : t("search.inTitle")}
          </span>
          {line.excerpt ? (
            <span className="problem-line">{t("checks.line", { line: line.excerpt.line + 1 })}</span>
          ) : null}
        </div>
      ))}
    </div>
  );
});

/** Groups the results of a search by post. Each post has at least one line. */
export function hitRows(hits: readonly SearchHit[]): HitRow[] {
  let index = 0;
  return hits.map(({ path, excerpts }) => ({
    path,
    lines: (excerpts.length > 0 ? excerpts : [null]).map((excerpt) => {
      const line = { index, path, excerpt };
      index += 1;
      return line;
    }),
  }));
}
