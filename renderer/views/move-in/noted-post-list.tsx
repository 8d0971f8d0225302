import type { NotedPosts } from "#contract/types/import-types.ts";
import { showImported } from "../../commands/move-in.ts";
import { attempt } from "../../commands/run-command.ts";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { isMessageKey, useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { postTitle } from "../shared/texts.ts";

/** Lists what an import changed or could not keep. Shows each kind of change and the affected posts. */
export function NotedPostList({ notes }: { readonly notes: readonly NotedPosts[] }) {
  const t = useTranslate();
  if (notes.length === 0) return null;
  return (
    <section className="move-in-notes">
      <h3 className="sheet-heading">{t("moveIn.notes")}</h3>
      {notes.map((group) => (
        <NoteGroup key={group.note} {...group} />
      ))}
    </section>
  );
}

function NoteGroup({ note, count, posts }: NotedPosts) {
  const t = useTranslate();
  const key = `import.note.${note}`;
  return (
    <details>
      <summary>
        {isMessageKey(key) ? t(key) : note}
        <span className="move-in-count">{t("moveIn.posts", { count })}</span>
      </summary>
      <ul>
        {posts.map((post) => (
          <NotedPost key={post.path} {...post} />
        ))}
        {posts.length < count ? <li>{t("moveIn.more", { count: count - posts.length })}</li> : null}
      </ul>
    </details>
  );
}

function NotedPost({ path, title, details }: NotedPosts["posts"][number]) {
  const app = useApp();
  const t = useTranslate();
  const isWritten = useStore(app.moveIn.store, (state) => state.report !== null);
  const name = postTitle(t, { title });
  return (
    <li className="move-in-post">
      <span>
        {name}
        {details.map((detail) => (
          <code key={detail} className="move-in-detail">
            {detail}
          </code>
        ))}
      </span>
      {isWritten ? (
        <Button variant="quiet" onPress={() => void attempt(app, () => showImported(app, path))}>
          {t("moveIn.showFile")}
          <span className="visually-hidden"> {name}</span>
        </Button>
      ) : null}
    </li>
  );
}
