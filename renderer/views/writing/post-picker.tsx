import { useMemo, useState } from "react";
import { Header, ListBoxSection } from "react-aria-components";
import { useStore } from "zustand";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { findPosts } from "../posts/find-posts.ts";
import { Picker } from "../shared/picker.tsx";
import { PostOption } from "../shared/post-option.tsx";

const maxPosts = 30;

export interface PostPickerProps {
  /** Name of the sheet for screen readers. */
  readonly label: string;
  readonly fieldLabel: string;
  readonly placeholder: string;
  /** Called with the chosen post, after the sheet has closed. */
  readonly onPick: (post: PostSummary) => void;
}

/** Lets the author choose one of the blog's other posts, found by title, date or address. */
export function PostPicker({ onPick, ...words }: PostPickerProps) {
  const { blog, workspace } = useApp();
  const t = useTranslate();
  const own = useDocument()?.path;
  const posts = useStore(blog.store, (state) => state.posts);
  const [query, setQuery] = useState("");
  const others = useMemo(() => posts.filter(({ path }) => path !== own), [posts, own]);
  const found = useMemo(() => findPosts(others, query, maxPosts), [others, query]);
  const pick = (path: string): void => {
    const post = found.find((candidate) => candidate.path === path);
    workspace.closeSheet();
    if (post) onPick(post);
  };
  return (
    <Picker
      {...words}
      resultsLabel={t("linkPicker.results")}
      emptyText={t("linkPicker.empty")}
      onQuery={setQuery}
      onPick={pick}
      onClose={() => workspace.closeSheet()}
    >
      {found.length > 0 ? (
        <ListBoxSection id="posts">
          <Header className="palette-heading">
            {t(query.trim() === "" ? "linkPicker.recent" : "linkPicker.found")}
          </Header>
          {found.map((post) => (
            <PostOption key={post.path} id={post.path} post={post} />
          ))}
        </ListBoxSection>
      ) : null}
    </Picker>
  );
}
