import { useMemo, useState } from "react";
import { Header, ListBoxSection } from "react-aria-components";
import { useStore } from "zustand";
import { linkToPost } from "../../commands/link-to-post.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useDocument } from "../../state/documents.ts";
import { useTranslate } from "../../state/language.ts";
import { findPosts } from "../posts/find-posts.ts";
import { Picker } from "../shared/picker.tsx";
import { PostOption } from "../shared/post-option.tsx";
import { postTitle } from "../shared/post-title.ts";

const mostPosts = 30;

/** Finds one of the author's own posts and writes a link to it. */
export function LinkSheet() {
  const app = useApp();
  const t = useTranslate();
  const own = useDocument()?.path;
  const posts = useStore(app.blog.store, (state) => state.posts);
  const [query, setQuery] = useState("");
  const others = useMemo(() => posts.filter(({ path }) => path !== own), [posts, own]);
  const found = useMemo(() => findPosts(others, query, mostPosts), [others, query]);
  const pick = (path: string): void => {
    const post = found.find((candidate) => candidate.path === path);
    app.workspace.closeSheet();
    if (post) void attempt(app, () => linkToPost(app, post, postTitle(t, post)));
  };
  return (
    <Picker
      label={t("command.link-to-post")}
      fieldLabel={t("linkPicker.field")}
      placeholder={t("linkPicker.placeholder")}
      resultsLabel={t("linkPicker.results")}
      emptyText={t("linkPicker.empty")}
      onQuery={setQuery}
      onPick={pick}
      onClose={() => app.workspace.closeSheet()}
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
