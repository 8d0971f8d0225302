import { useMemo, useState } from "react";
import { Header, ListBoxItem, ListBoxSection } from "react-aria-components";
import { useStore } from "zustand";
import { commandTable, isCommandId } from "#contract/commands.ts";
import type { Snippet } from "#contract/main-contract.ts";
import { showPost } from "../../commands/post-commands.ts";
import { attempt, isEnabled, runCommand } from "../../commands/run-command.ts";
import { writeSnippet } from "../../commands/snippets.ts";
import { type Heading, outlineOf } from "../../editor/outline.ts";
import { useApp } from "../../state/app.ts";
import { useDocumentBody } from "../../state/documents/document-hooks.ts";
import { settingForms, settingsSections } from "../../state/blog-settings/setting-table.ts";
import { isMessageKey, type Messages, useBlogLanguage, useTranslate } from "../../state/language.ts";
import { Picker } from "../shared/picker.tsx";
import { PostOption } from "../shared/post-option.tsx";
import { useCommandTexts } from "../shared/texts.ts";
import { openRecent, useOtherBlogs } from "../shared/other-blogs.ts";
import { goToHeading } from "./outline-sheet.tsx";
import { paletteItems } from "./palette-items.ts";
import { useSettingsRows } from "./settings-rows.tsx";

const noSnippets: readonly Snippet[] = [];

/** The command palette for posts, headings, snippets, commands and settings. */
export function PaletteSheet() {
  const app = useApp();
  const t = useTranslate();
  const texts = useCommandTexts();
  const posts = useStore(app.blog.store, (state) => state.posts);
  const blogLanguage = useBlogLanguage();
  const [query, setQuery] = useState("");

  const commands = commandTable
    .filter(({ id }) => id !== "palette" && isEnabled(app, id))
    .map(({ id }) => ({ id, ...texts(id), words: t(`words.${id}`) }));
  const all = useStore(app.preferences.store, (values) => values.snippets);
  const snippetWord = t("command.snippets");
  const snippets = isEnabled(app, "insert-snippet") ? all : noSnippets;
  const headings = useHeadings(query.trim() !== "");
  // Leaves out settings that open a sheet, because the list already has a command for each sheet.
  const own = useSettingsRows().filter(({ key }) => !isCommandId(key));
  const settings = [...own, ...(isEnabled(app, "blog-settings") ? blogSettings(t) : [])];
  const blogs = useOtherBlogs();
  const items = paletteItems(query, { commands, posts, snippets, snippetWord, headings, settings, blogs });

  const run = (key: string): void => {
    app.workspace.closeSheet();
    const match = /^(post|snippet|heading|setting|blogSetting|blog):(.*)$/s.exec(key);
    const [, kind, value = ""] = match ?? [];
    const snippet = kind === "snippet" ? all[Number(value)] : undefined;
    if (snippet) void attempt(app, () => writeSnippet(app, snippet));
    else if (kind === "post") void showPost(app, value);
    else if (kind === "heading") goToHeading(app, Number(value));
    else if (kind === "blog") openRecent(app, value);
    else if (kind === "setting") app.workspace.openSettings(value);
    else if (kind === "blogSetting") app.workspace.openSettings(value, "blog-settings");
    else if (isCommandId(key)) void runCommand(app, key);
  };

  // The ids of the sections begin with `section:`, because `settings` is also the id of a command.
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
        <ListBoxSection id="section:posts">
          <Header className="palette-heading">{t("palette.posts")}</Header>
          {items.posts.map((post) => (
            <PostOption key={post.path} id={`post:${post.path}`} post={post} />
          ))}
        </ListBoxSection>
      ) : null}
      {items.headings.length > 0 ? (
        <ListBoxSection id="section:headings">
          <Header className="palette-heading">{t("palette.headings")}</Header>
          {items.headings.map(({ text, line }) => (
            <ListBoxItem key={line} id={`heading:${line}`} textValue={text} className="menu-item">
              <span lang={blogLanguage}>{text}</span>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
      {items.snippets.length > 0 ? (
        <ListBoxSection id="section:snippets">
          <Header className="palette-heading">{t("palette.snippets")}</Header>
          {items.snippets.map(({ index, name, text }) => (
            <ListBoxItem key={index} id={`snippet:${index}`} textValue={name} className="menu-item">
              <span>{name}</span>
              <span className="snippet-excerpt">{text.slice(0, 60)}</span>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
      {items.commands.length > 0 ? (
        <ListBoxSection id="section:commands">
          <Header className="palette-heading">{t("palette.commands")}</Header>
          {items.commands.map(({ id, title, shortcut }) => (
            <ListBoxItem key={id} id={id} textValue={title} className="menu-item">
              {title}
              {shortcut ? <kbd>{shortcut}</kbd> : null}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
      {items.settings.length > 0 ? (
        <ListBoxSection id="section:settings">
          <Header className="palette-heading">{t("palette.settings")}</Header>
          {items.settings.map(({ key, name }) => (
            <ListBoxItem
              key={key}
              id={`${key.startsWith(ofBlog) ? "blogSetting" : "setting"}:${name}`}
              textValue={name}
              className="menu-item"
            >
              {name}
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
      {items.blogs.length > 0 ? (
        <ListBoxSection id="section:blogs">
          <Header className="palette-heading">{t("palette.blogs")}</Header>
          {items.blogs.map(({ folder, name, place }) => (
            <ListBoxItem key={folder} id={`blog:${folder}`} textValue={name} className="menu-item">
              <span>{name}</span>
              <span className="menu-place">{place}</span>
            </ListBoxItem>
          ))}
        </ListBoxSection>
      ) : null}
    </Picker>
  );
}

const ofBlog = "blog.";

/** Returns the settings of the blog that have their own key in `blog.yaml`. */
function blogSettings(t: Messages): { key: string; name: string; words: string[] }[] {
  return settingsSections.flatMap(({ id, keys }) =>
    keys.flatMap((key) => {
      const label = `setting.${key}`;
      if (settingForms[key] === "none" || !isMessageKey(label)) return [];
      const name = t(label);
      return [{ key: `${ofBlog}${key}`, name, words: [name, key, t(`blogSettings.section.${id}`)] }];
    }),
  );
}

/** Returns the headings of the open post. The list is empty until the editor can move to a heading. */
function useHeadings(isWanted: boolean): readonly Heading[] {
  const app = useApp();
  const body = useDocumentBody();
  return useMemo(() => (isWanted && isEnabled(app, "outline") ? outlineOf(body) : []), [app, body, isWanted]);
}
