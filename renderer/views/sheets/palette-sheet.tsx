import { useMemo, useState } from "react";
import { Header, ListBoxItem, ListBoxSection } from "react-aria-components";
import { useStore } from "zustand";
import { commandTable, isCommandId } from "#contract/commands.ts";
import { isEnabled, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useCommandTexts } from "../shared/command-texts.ts";
import { Picker } from "../shared/picker.tsx";
import { PostOption } from "../shared/post-option.tsx";
import { paletteItems } from "./palette-items.ts";

const postPrefix = "post:";

/** One box for commands and posts. */
export function PaletteSheet() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const [query, setQuery] = useState("");

  const commands = commandTable
    .filter(({ id }) => id !== "palette" && isEnabled(app, id))
    .map(({ id }) => ({ id, ...texts(id) }));
  const items = useMemo(() => paletteItems(query, commands, posts), [query, commands, posts]);

  const run = (key: string): void => {
    app.workspace.closeSheet();
    if (isCommandId(key)) void runCommand(app, key);
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
