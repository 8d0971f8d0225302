import { ListFilter } from "lucide-react";
import { memo, useDeferredValue, useMemo, useState } from "react";
import {
  Autocomplete,
  Header,
  Input,
  ListLayout,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  SearchField,
  Separator,
  Virtualizer,
} from "react-aria-components";
import { useStore } from "zustand";
import { listGroupings, listOrders } from "#contract/main-contract.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { arrangeList, useListArrangement } from "../../state/list/list-arrangement.ts";
import {
  countFacet,
  facetMatcher,
  type FacetName,
  facetNames,
  hasFacets,
  noFacets,
  type PostFacets,
} from "../../state/list/post-facets.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { CheckItem, Submenu } from "../../ui/menu-items.tsx";
import { sortFacet, useFacetWords } from "./facet-words.ts";
import { foldCase } from "#contract/text/fold-case.ts";
import { yearsIn } from "./post-months.ts";

/** A submenu with at least this many values has a search field. */
const worthField = 12;
/** Maximum number of values in a submenu. The search field also finds the values beyond this number. */
const maxShown = 100;

/** Height in CSS pixels of the items in a submenu that has a search field. */
const facetRowHeight = 30;

/** The button next to the filter field. The button's menu filters, sorts and groups the list. */
export function FilterMenu() {
  const { workspace } = useApp();
  const t = useTranslate();
  const isOpen = useStore(workspace.store, (state) => state.filterMenuOpen);
  return (
    <MenuTrigger isOpen={isOpen} onOpenChange={(open) => workspace.showFilterMenu(open)}>
      <IconButton
        className="filter-button"
        icon={ListFilter}
        label={t("command.filter-posts")}
        mark={<FilterDot />}
      />
      <Popover className="popover" offset={6} placement="top end">
        <DeferredEntries />
      </Popover>
    </MenuTrigger>
  );
}

/**
 * Marks the button of a filtered list.
 * This is a separate component, so that a change of the mark does not render the menu again.
 */
function FilterDot() {
  const { workspace } = useApp();
  const isFiltered = useStore(workspace.store, ({ facets }) => hasFacets(facets));
  return isFiltered ? <span className="filter-dot" /> : null;
}

/** Renders the filter menu after the list, so that the author sees the matching posts first. */
function DeferredEntries() {
  const { workspace } = useApp();
  return <Entries facets={useDeferredValue(useStore(workspace.store, (state) => state.facets))} />;
}

const Entries = memo(function Entries({ facets }: { readonly facets: PostFacets }) {
  const app = useApp();
  const t = useTranslate();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const { order, grouping } = useListArrangement();
  const wordsOf = useFacetWords();
  const useful = useMemo(() => facetNames.filter((name) => isUseful(posts, name)), [posts]);
  const arrange = (changes: Parameters<typeof arrangeList>[1]): void =>
    void attempt(app, () => arrangeList(app, changes));
  return (
    <Menu
      className="menu filter-menu"
      aria-label={t("command.filter-posts")}
      // The item `clear` is disabled instead of removed, so that no item moves while a submenu is open.
      disabledKeys={hasFacets(facets) ? [] : ["clear"]}
    >
      <MenuSection>
        <Header className="palette-heading">{t("filter.only")}</Header>
        {useful.map((name) => (
          <Submenu
            key={name}
            id={name}
            label={t(`facet.${name}`)}
            detail={facets[name].map((value) => wordsOf(name, value)).join(t("list.separator"))}
          >
            <FacetMenu name={name} />
          </Submenu>
        ))}
      </MenuSection>
      <MenuItem
        id="clear"
        className="menu-item"
        textValue={t("filter.clear")}
        onAction={() => app.workspace.setFacets(noFacets)}
      >
        {t("filter.clear")}
      </MenuItem>
      <Separator className="menu-separator" />
      <Submenu id="order" label={t("list.order")} detail={t(`list.order.${order}`)}>
        <Menu
          className="menu"
          aria-label={t("list.order")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[order]}
          onAction={(key) => {
            const chosen = listOrders.find((known) => known === key);
            if (chosen) arrange({ order: chosen });
          }}
        >
          {listOrders.map((each) => (
            <CheckItem key={each} id={each} label={t(`list.order.${each}`)} />
          ))}
        </Menu>
      </Submenu>
      <Submenu id="grouping" label={t("list.grouping")} detail={t(`list.grouping.${grouping}`)}>
        <Menu
          className="menu"
          aria-label={t("list.grouping")}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[grouping]}
          onAction={(key) => {
            const chosen = listGroupings.find((known) => known === key);
            if (chosen) arrange({ grouping: chosen });
          }}
        >
          {listGroupings.map((each) => (
            <CheckItem key={each} id={each} label={t(`list.grouping.${each}`)} />
          ))}
        </Menu>
      </Submenu>
    </Menu>
  );
});

/** Whether posts differ in a property. If so, it is useful to filter by this property. */
function isUseful(posts: Parameters<typeof countFacet>[0], name: FacetName): boolean {
  const counts = countFacet(posts, name, (time) => String(time));
  return name === "mark" ? counts.length > 0 : counts.length > 1;
}

/** The values of one property, each with the number of posts that match the value and all other filters. */
function FacetMenu({ name }: { readonly name: FacetName }) {
  const { blog, workspace } = useApp();
  const t = useTranslate();
  const wordsOf = useFacetWords();
  const posts = useStore(blog.store, (state) => state.posts);
  const summary = useStore(blog.store, (state) => state.summary);
  const facets = useStore(workspace.store, (state) => state.facets);
  const [query, setQuery] = useState("");
  const yearOf = yearsIn(summary?.timeZone ?? "UTC");
  // Choosing a value does not change the counts, because they depend only on the other properties.
  const others = JSON.stringify({ ...facets, [name]: [] });
  // The values that were chosen when the menu opened. The menu keeps their spelling.
  const [spelled] = useState(facets[name]);
  const counts = useMemo(() => {
    const matching = posts.filter(facetMatcher(JSON.parse(others), yearOf));
    const sections = summary?.sections.map((section) => section.name) ?? [];
    return sortFacet(name, countFacet(matching, name, yearOf, spelled), sections);
  }, [posts, others, name, yearOf, summary, spelled]);
  const isLong = counts.length >= worthField;
  const chosen = facets[name];
  const missing = chosen.filter((value) => !counts.some((count) => count.value === value)).join("\n");
  // Keeps the same item objects while values are chosen, so that only changed items are rendered.
  const items = useMemo(() => {
    const gone = missing === "" ? [] : missing.split("\n").map((value) => ({ value, count: 0 }));
    return [...counts, ...gone]
      .map(({ value, count }) => ({ id: `value ${value}`, value, count, words: wordsOf(name, value) }))
      .filter(({ words }) => foldCase(words).includes(foldCase(query.trim())))
      .slice(0, maxShown);
  }, [counts, missing, query, name, wordsOf]);
  const menu = (
    <Menu
      ref={isLong ? takeTabStop : null}
      className="menu facet-menu"
      aria-label={t(`facet.${name}`)}
      items={items}
      selectionMode="multiple"
      // Only Escape closes the menu, because the author often chooses several values.
      shouldCloseOnSelect={false}
      // By default, Escape in the search field would remove all chosen values.
      escapeKeyBehavior="none"
      selectedKeys={chosen.map((value) => `value ${value}`)}
      onSelectionChange={(keys) => {
        const values = keys === "all" ? items.map(({ value }) => value) : [...keys].map(valueOfKey);
        workspace.setFacets({ ...facets, [name]: values });
      }}
      renderEmptyState={() => <p className="palette-empty">{t("list.nothing.title")}</p>}
    >
      {({ id, words, count }) => <CheckItem id={id} label={words} detail={String(count)} />}
    </Menu>
  );
  if (!isLong) return menu;
  return (
    <Autocomplete inputValue={query} onInputChange={setQuery}>
      <SearchField className="facet-field" aria-label={t("filter.find")} autoFocus>
        <Input placeholder={t("filter.find")} />
      </SearchField>
      {/* Each choice renders all items again, so a long menu renders only the visible items. */}
      <Virtualizer layout={ListLayout} layoutOptions={{ estimatedRowHeight: facetRowHeight }}>
        {menu}
      </Virtualizer>
    </Autocomplete>
  );
}

/** Makes a menu reachable by Tab. Otherwise, Tab would not move from the search field to the items. */
function takeTabStop(menu: HTMLElement | null): void {
  // Waits for a frame, because a new menu with a `tabindex` would take the search field's focus.
  requestAnimationFrame(() => menu?.setAttribute("tabindex", "0"));
}

function valueOfKey(key: string | number): string {
  return String(key).slice("value ".length);
}
