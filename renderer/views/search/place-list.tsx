import { Header, ListBox, ListBoxItem, ListBoxSection, type Selection } from "react-aria-components";
import type { ReplaceMatch } from "#contract/types/search-types.ts";
import { useApp } from "../../state/app.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { postTitle } from "../shared/texts.ts";
import { ExcerptText } from "./excerpt-text.tsx";

export interface PlaceListProps {
  readonly places: readonly ReplaceMatch[];
  readonly replacement: string;
  readonly selected: Selection;
  readonly onSelect: (selection: Selection) => void;
}

/** Lists all changes of a replacement by post. The space key excludes or includes a change. */
export function PlaceList({ places, replacement, selected, onSelect }: PlaceListProps) {
  const app = useApp();
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  return (
    <ListBox
      className="place-list"
      aria-label={t("replace.places")}
      escapeKeyBehavior="none"
      selectionMode="multiple"
      selectedKeys={selected}
      onSelectionChange={onSelect}
    >
      {groupByPost(places).map(({ path, inPost }) => {
        const post = app.blog.post(path);
        return (
          <ListBoxSection key={path} id={path}>
            <Header className="search-heading">
              <span className="search-post" lang={blogLanguage}>
                {post ? postTitle(t, post) : path}
              </span>
              <span className="search-date">{post?.dateText}</span>
            </Header>
            {inPost.map((place) => (
              <ListBoxItem
                key={placeKey(place)}
                id={placeKey(place)}
                className="menu-item search-line place"
                textValue={place.excerpt.before + place.excerpt.match + place.excerpt.after}
              >
                <span className="check-box" aria-hidden />
                <span className="place-text" lang={blogLanguage}>
                  <ExcerptText excerpt={place.excerpt} replacement={replacement} />
                </span>
                <span className="problem-line">
                  {place.part === "title"
                    ? t("property.title")
                    : t("checks.line", { line: place.excerpt.line + 1 })}
                </span>
              </ListBoxItem>
            ))}
          </ListBoxSection>
        );
      })}
    </ListBox>
  );
}

/** Returns the key that identifies a match in the list. */
export function placeKey({ path, part, offset }: ReplaceMatch): string {
  return `${path}#${part}#${offset}`;
}

function groupByPost(
  places: readonly ReplaceMatch[],
): { readonly path: string; readonly inPost: ReplaceMatch[] }[] {
  const groups: { readonly path: string; readonly inPost: ReplaceMatch[] }[] = [];
  for (const place of places) {
    const last = groups.at(-1);
    if (last?.path === place.path) last.inPost.push(place);
    else groups.push({ path: place.path, inPost: [place] });
  }
  return groups;
}
