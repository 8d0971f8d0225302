import { Plus } from "lucide-react";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { useStore } from "zustand";
import { pagesInMenu } from "#contract/types/page-menu.ts";
import { isRecord } from "#contract/objects.ts";
import { useApp } from "../../state/app.ts";
import {
  leveled,
  type MenuRow,
  menuOf,
  menuRows,
  placed,
  stepped,
  withoutRow,
} from "../../state/blog-settings/menu-rows.ts";
import type { Setting } from "../../state/blog-settings/setting-schema.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { linkTarget } from "../../writing/post-links.ts";
import { postTitle } from "../shared/texts.ts";
import { useSitePlaces, useTargetOf } from "./link-targets.ts";
import { ListFrame } from "./list-field.tsx";
import { MenuRowItem, type RowPart } from "./menu-row-item.tsx";
import { useSettings } from "./use-settings.ts";

/** The position at which a dragged row would be dropped. */
interface Drop {
  /** Index of the row before which the dragged row would be dropped. */
  readonly to: number;
  readonly level: 0 | 1;
}

/** Pages that the menu editor offers. Fields for links offer these pages, too. */
const offeredPlaces = ["contents", "archive", "calendar", "tags", "categories", "search", "feed"] as const;

/** Width in pixels by which rows of the second level are indented. The style sheet has the same number. */
const indentation = 28;

/** The editor of the menu: entries on two levels, moved by mouse or by keys. */
export function MenuField({ setting }: { readonly setting: Setting }) {
  const t = useTranslate();
  const { effective, set } = useSettings();
  const targetOf = useTargetOf();
  const rows = menuRows(effective(setting.path));
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const [focus, setFocus] = useState<{ readonly at: number; readonly part: RowPart } | null>(null);
  const [said, setSaid] = useState("");
  const [dragged, setDragged] = useState<number | null>(null);
  const [drop, setDrop] = useState<Drop | null>(null);
  useEffect(() => {
    if (!focus) return;
    const row = list.current?.children[focus.at];
    const button = row?.querySelector<HTMLButtonElement>(`[data-part="${focus.part}"] button`);
    const isUsable = button !== null && button !== undefined && !button.disabled;
    (isUsable ? button : row?.querySelector<HTMLButtonElement>(".menu-handle"))?.focus();
    setFocus(null);
  }, [focus]);
  const nameOf = ({ label, url }: MenuRow): string =>
    label || (targetOf(url)?.title ?? url) || t("menuEditor.unnamed");
  const write = (next: readonly MenuRow[]): void =>
    set(setting.path, next.length === 0 ? undefined : menuOf(next));
  const arrange = (next: { readonly rows: readonly MenuRow[]; readonly at: number }, part: RowPart): void => {
    const row = next.rows[next.at];
    setOpen(null);
    setFocus({ at: next.at, part });
    if (!row) return;
    write(next.rows);
    const values = { name: nameOf(row), number: next.at + 1, count: next.rows.length };
    setSaid(t(row.level === 0 ? "menuEditor.moved" : "menuEditor.movedBelow", values));
  };
  const add = (row: MenuRow): void => {
    write([...rows, row]);
    setOpen(rows.length);
  };
  const over = (event: DragEvent<HTMLUListElement>): void => {
    if (dragged === null) return;
    event.preventDefault();
    setDrop(dropAt(event));
  };
  return (
    <ListFrame setting={setting} isEmpty={false}>
      {rows.length === 0 ? (
        <AutomaticMenu
          onOwn={(own) => {
            write(own);
            setFocus({ at: 0, part: "handle" });
          }}
          autoFocus={focus !== null}
        />
      ) : null}
      <ul
        className="setting-items menu-rows"
        ref={list}
        onDragOver={over}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDrop(null);
        }}
        onDrop={(event) => {
          event.preventDefault();
          if (dragged !== null && drop) arrange(placed(rows, dragged, drop.to, drop.level), "handle");
          setDragged(null);
          setDrop(null);
        }}
      >
        {rows.map((row, index) => (
          <MenuRowItem
            // biome-ignore lint/suspicious/noArrayIndexKey: rows keep no state, and may be equal
            key={index}
            row={row}
            name={nameOf(row)}
            path={pathOf(rows, index)}
            isOpen={open === index}
            canGoUp={stepped(rows, index, -1).at !== index}
            canGoDown={stepped(rows, index, 1).at !== index}
            canChangeLevel={index > 0}
            mark={markOf(drop, index, rows.length)}
            onToggle={() => setOpen(open === index ? null : index)}
            onChange={(changed) => write(rows.map((other, at) => (at === index ? changed : other)))}
            onMove={(by, part) => arrange(stepped(rows, index, by), part)}
            onLevel={(level, part) => arrange({ rows: leveled(rows, index, level), at: index }, part)}
            onRemove={() => {
              write(withoutRow(rows, index));
              setOpen(null);
              setFocus({ at: Math.min(index, rows.length - 2), part: "remove" });
            }}
            onDrag={(isDragged) => {
              setDragged(isDragged ? index : null);
              if (!isDragged) setDrop(null);
            }}
          />
        ))}
      </ul>
      {rows.length > 0 ? <LeftOutPages rows={rows} onAdd={add} /> : null}
      {rows.length > 0 ? <LeftOutPlaces rows={rows} onAdd={add} /> : null}
      {rows.length > 0 ? (
        <div className="setting-item-actions">
          <Button variant="quiet" onPress={() => add({ label: "", url: "", level: 0 })}>
            <Plus aria-hidden size={14} strokeWidth={1.75} />
            {t("menuEditor.add")}
          </Button>
        </div>
      ) : null}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </ListFrame>
  );
}

/** Says that the theme chooses the menu. Offers to give the blog its own menu with the same entries. */
function AutomaticMenu({
  onOwn,
  autoFocus,
}: {
  readonly onOwn: (rows: readonly MenuRow[]) => void;
  readonly autoFocus: boolean;
}) {
  const t = useTranslate();
  const { blog } = useApp();
  const { effective } = useSettings();
  const posts = useStore(blog.store, (state) => state.posts);
  const own = (): void => {
    const sections = effective(["sections"]);
    const names = Object.keys(isRecord(sections) ? sections : {});
    const pages = posts.filter(({ kind, state }) => kind === "page" && state !== "draft");
    const first = [...(names.length > 1 ? names.map((name) => `section:${name}`) : []), "site:contents"];
    const pageRows = pagesInMenu(pages).flatMap(({ page, below }) => [
      rowOf(linkTarget("blog.yaml", page.path)),
      ...below.map(({ path }) => rowOf(linkTarget("blog.yaml", path), 1)),
    ]);
    const last = [...(effective(["search"]) === false ? [] : ["site:search"]), "site:feed"];
    onOwn([...first.map((url) => rowOf(url)), ...pageRows, ...last.map((url) => rowOf(url))]);
  };
  return (
    <>
      <p className="field-note">{t("menuEditor.auto")}</p>
      <div>
        <Button onPress={own} autoFocus={autoFocus}>
          {t("menuEditor.own")}
        </Button>
      </div>
    </>
  );
}

function rowOf(url: string, level: MenuRow["level"] = 0): MenuRow {
  return { label: "", url, level };
}

interface LeftOutPagesProps {
  readonly rows: readonly MenuRow[];
  readonly onAdd: (row: MenuRow) => void;
}

/** Lists the pages of the blog that are not in the menu. Each page has a button that adds it. */
function LeftOutPages({ rows, onAdd }: LeftOutPagesProps) {
  const t = useTranslate();
  const { blog } = useApp();
  const posts = useStore(blog.store, (state) => state.posts);
  const urls = new Set(rows.map(({ url }) => url));
  const pages = posts.filter(
    ({ kind, path }) => kind === "page" && !urls.has(path) && !urls.has(linkTarget("blog.yaml", path)),
  );
  if (pages.length === 0) return null;
  return (
    <div className="menu-left-out">
      <p className="field-note">{t("menuEditor.leftOut")}</p>
      {pages.map((page) => (
        <Button
          key={page.path}
          variant="quiet"
          label={t("menuEditor.addPage", { name: postTitle(t, page) })}
          onPress={() => onAdd({ label: "", url: linkTarget("blog.yaml", page.path), level: 0 })}
        >
          <Plus aria-hidden size={14} strokeWidth={1.75} />
          {postTitle(t, page)}
        </Button>
      ))}
    </div>
  );
}

/** Lists pages made by Hitofude that are not in the menu. Each page has a button that adds it. */
function LeftOutPlaces({ rows, onAdd }: LeftOutPagesProps) {
  const t = useTranslate();
  const places = useSitePlaces();
  const urls = new Set(rows.map(({ url }) => url));
  const left = offeredPlaces.filter((place) => places.includes(place) && !urls.has(`site:${place}`));
  if (left.length === 0) return null;
  return (
    <div className="menu-left-out">
      <p className="field-note">{t("menuEditor.leftOutPlaces")}</p>
      {left.map((place) => (
        <Button
          key={place}
          variant="quiet"
          label={t("menuEditor.addPage", { name: t(`linkTarget.site.${place}`) })}
          onPress={() => onAdd({ label: "", url: `site:${place}`, level: 0 })}
        >
          <Plus aria-hidden size={14} strokeWidth={1.75} />
          {t(`linkTarget.site.${place}`)}
        </Button>
      ))}
    </div>
  );
}

/** Returns the path of a row's entry in `blog.yaml`. */
function pathOf(rows: readonly MenuRow[], index: number): (string | number)[] {
  const before = rows.slice(0, index + 1);
  const tops = before.filter(({ level }) => level === 0).length;
  if (rows[index]?.level === 0) return ["menu", tops - 1];
  const parent = before.findLastIndex(({ level }) => level === 0);
  return ["menu", tops - 1, "items", index - parent - 1];
}

/** Returns the position to which a drag would move a row: the gap between two rows, and the level. */
function dropAt({ currentTarget, clientX, clientY }: DragEvent<HTMLUListElement>): Drop {
  const items = [...currentTarget.children].map((item) => item.getBoundingClientRect());
  const below = items.findIndex(({ top, height }) => clientY < top + height / 2);
  const to = below < 0 ? items.length : below;
  const isIndented = clientX > currentTarget.getBoundingClientRect().left + indentation * 1.5;
  return { to, level: isIndented && to > 0 ? 1 : 0 };
}

/**
 * Returns the side of a row on which a line shows where the dragged row would be dropped.
 * A drop at the end of the list is marked after the last row. Other drops are marked before the next row.
 */
function markOf(drop: Drop | null, index: number, count: number): "before" | "after" | null {
  if (drop?.to === index) return "before";
  return drop?.to === count && index === count - 1 ? "after" : null;
}
