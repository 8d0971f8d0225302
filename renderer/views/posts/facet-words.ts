import { useCallback } from "react";
import { useStore } from "zustand";
import type { PostState } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { type FacetCount, type FacetName, postMarks } from "../../state/list/post-facets.ts";

/** The states of a post, in the order of the list of posts. */
const states: readonly PostState[] = ["draft", "scheduled", "ready", "changed", "published"];

/** Returns a function that names a value of the list's filter, such as a state, a section or a tag. */
export function useFacetWords(): (name: FacetName, value: string) => string {
  const t = useTranslate();
  const sections = useStore(useApp().blog.store, (state) => state.summary?.sections);
  return useCallback(
    (name, value) => {
      switch (name) {
        case "state": {
          const state = states.find((known) => known === value);
          return state ? t(`state.${state}`) : value;
        }
        case "mark": {
          const mark = postMarks.find((known) => known === value);
          return mark ? t(`mark.${mark}`) : value;
        }
        case "section":
          if (value === "") return t("post.pages");
          return sections?.find((section) => section.name === value)?.title ?? value;
        case "year":
          return value === "" ? t("post.undated") : t("facet.yearOf", { year: value });
        case "tag":
          return value === "" ? t("facet.tag.none") : value;
        case "category":
          return value === "" ? t("facet.category.none") : value;
        case "series":
          return value === "" ? t("facet.series.none") : value;
      }
    },
    [t, sections],
  );
}

/**
 * Sorts values for a menu. States and sections keep their order, and the newest year comes first.
 * All other values are sorted by frequency.
 * The value "", which stands for posts without the property, comes last.
 */
export function sortFacet(
  name: FacetName,
  counts: readonly FacetCount[],
  sections: readonly string[],
): FacetCount[] {
  const known: readonly string[] =
    name === "state" ? states : name === "section" ? sections : name === "mark" ? postMarks : [];
  const rankOf = ({ value }: FacetCount): number => {
    if (value === "") return Number.POSITIVE_INFINITY;
    if (name === "year") return -Number(value);
    const rank = known.indexOf(value);
    return rank < 0 ? known.length : rank;
  };
  const compare = (one: number, other: number): number => (one === other ? 0 : one - other);
  return [...counts].sort((one, other) => compare(rankOf(one), rankOf(other)));
}
