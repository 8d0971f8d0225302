import { X } from "lucide-react";
import { memo, useDeferredValue } from "react";
import { Button, Tag, TagGroup, TagList } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { facetNames, hasFacets, noFacets, type PostFacets } from "../../state/list/post-facets.ts";
import { useFacetWords } from "./facet-words.ts";

/**
 * The current values of the list's filter. Each value has a button that removes it.
 * The values are rendered after the list, so that the author sees the matching posts first.
 */
export function FilterChips() {
  const { workspace } = useApp();
  return <Chips facets={useDeferredValue(useStore(workspace.store, (state) => state.facets))} />;
}

const Chips = memo(function Chips({ facets }: { readonly facets: PostFacets }) {
  const { workspace, panes } = useApp();
  const t = useTranslate();
  const wordsOf = useFacetWords();
  const chips = facetNames.flatMap((name) =>
    facets[name].map((value) => ({ id: `${name} ${value}`, name, value })),
  );
  if (chips.length === 0) return null;
  const set = (next: PostFacets): void => {
    workspace.setFacets(next);
    if (!hasFacets(next)) panes.focus("filter");
  };
  const remove = (keys: Iterable<string | number>): void => {
    const removed = new Set(keys);
    const { facets: current } = workspace.store.getState();
    const left = facetNames.map((name) => [
      name,
      current[name].filter((value) => !removed.has(`${name} ${value}`)),
    ]);
    set({ ...noFacets, ...Object.fromEntries(left) });
  };
  return (
    <div className="filter-chips">
      <TagGroup aria-label={t("filter.only")} selectionMode="none" onRemove={remove}>
        <TagList className="tag-list">
          {chips.map(({ id, name, value }) => {
            const words = t("facet.chip", { name: t(`facet.${name}`), value: wordsOf(name, value) });
            return (
              <Tag key={id} id={id} textValue={words} className="tag">
                <span className="filter-chip-words">{words}</span>
                <Button slot="remove" aria-label={t("filter.remove", { filter: words })}>
                  <X aria-hidden size={12} strokeWidth={1.75} />
                </Button>
              </Tag>
            );
          })}
        </TagList>
      </TagGroup>
      {chips.length > 1 ? (
        <Button className="link-button" onPress={() => set(noFacets)}>
          {t("filter.clear")}
        </Button>
      ) : null}
    </div>
  );
});
