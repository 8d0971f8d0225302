import { useMemo, useState } from "react";
import { Header, ListBoxItem, ListBoxSection } from "react-aria-components";
import { useStore } from "zustand";
import { commandTable, isCommandId } from "#contract/commands.ts";
import type { Snippet } from "#contract/main-contract.ts";
import { attempt, isEnabled, runCommand } from "../../commands/run-command.ts";
import { writeSnippet } from "../../commands/snippets.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useCommandTexts } from "../shared/command-texts.ts";
import { Picker } from "../shared/picker.tsx";
import { PostOption } from "../shared/post-option.tsx";
import { paletteItems } from "./palette-items.ts";

const postPrefix = "post:";
const snippetPrefix = "snippet:";
const noSnippets: readonly Snippet[] = [];

/** One box for commands, posts and snippets. */
export function PaletteSheet() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const [query, setQuery] = useState("");

  const commands = commandTable
    .filter(({ id }) => id !== "palette" && isEnabled(app, id))
    .map(({ id }) => ({ id, ...texts(id) }));
  const all = useStore(app.preferences.store, (values) => values.snippets);
  const snippetWord = t("command.snippets");
  const snippets = isEnabled(app, "insert-snippet") ? all : noSnippets;
  const items = useMemo(
    () => paletteItems(query, { commands, posts, snippets, snippetWord }),
    [query, commands, posts, snippets, snippetWord],
  );

  const run = (key: string): void => {
    app.workspace.closeSheet();
    const snippet = key.startsWith(snippetPrefix) ? all[Number(key.slice(snippetPrefix.length))] : undefined;
    if (snippet) void attempt(app, () => writeSnippet(app, snippet));
    else if (isCommandId(key)) void runCommand(app, key);
    else void app.documents.open(key.slice(postPrefix.length)).then(() => app.panes.focus("editor"));
  };

  return (
    <Picker
      label={t("command.palette")}
      fieldLabel={t("palette.field")}
      placeholder={t("palette.placeholder")}
      resultsLabel={t("palette.results")}
      emptyText={t("palette.empty")}
      onQuery={setQuery}
      onPick={run}
      onClose={() => app.workspace.closeSheet()}
    >
      {items.posts.length > 0 ? (
        <ListBoxSection id="posts">
          <Header className="palette-heading">{t("palette.posts")}</Header>
          {items.posts.map((post) => (
            <PostOption key={post.path} id={postPrefix + post.path} post={post} />
          ))}
        </ListBoxSection>
      ) : null}
      {items.snippets.length > 0 ? (
        <ListBoxSection id="snippets">
          <Header className="palette-heading">{t("palette.snippets")}</Header>
          {items.snippets.map(({ index, name, text }) => (
            <ListBoxItem key={index} id={snippetPrefix + index} textValue={name} className="menu-item">
              <span>{name}</span>
              <span className="snippet-excerpt">{text.slice(0, 60)}</span>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
      {items.commands.length > 0 ? (
        <ListBoxSection id="commands">
          <Header className="palette-heading">{t("palette.commands")}</Header>
          {items.commands.map(({ id, title, shortcut }) => (
            <ListBoxItem key={id} id={id} textValue={title} className="menu-item">
              {title}
              {shortcut ? <kbd>{shortcut}</kbd> : null}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
    </Picker>
  );
}
