import type { ReactNode } from "react";
import { useStore } from "zustand";
import type { PostState, PropertyChanges } from "#contract/types/blog-types.ts";
import { moveOpenPost } from "../../commands/posts/bulk-commands.ts";
import { attempt, runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import {
  type PublicationState,
  useDocument,
  useDocuments,
  usePublicationState,
} from "../../state/documents/document-hooks.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { TagField } from "../shared/tag-field.tsx";
import { commonLanguages } from "../../writing/common-languages.ts";
import { isAhead } from "../../writing/dates.ts";
import { PictureField } from "../media/picture-field.tsx";
import { AddressField } from "./address-field.tsx";
import { DateField } from "./date-field.tsx";
import { DraftField } from "./draft-field.tsx";
import { PageFields } from "./page-fields.tsx";

/** The form for the properties of the open document, except its title. */
export function PropertiesForm() {
  const app = useApp();
  const { blog, workspace } = app;
  const t = useTranslate();
  const document = useDocument();
  const documents = useDocuments();
  const publication = usePublicationState();
  const summary = useStore(blog.store, (state) => state.summary);
  const section = useStore(
    blog.store,
    ({ posts }) => posts.find(({ path }) => path === document?.path)?.section,
  );
  if (!document || !summary) return null;

  const { properties } = document;
  const edit = (changes: PropertyChanges): void => documents.editProperties(changes);
  const finished = finishedState(publication, properties.date, summary.timeZone);
  const orNone = (text: string): string | null => (text === "" ? null : text);

  const mark = (name: "pinned" | "unlisted" | "noindex"): ReactNode => (
    <SwitchField
      label={t(`property.${name}`)}
      description={t(`property.${name}.note`)}
      isSelected={properties[name] === true}
      onChange={(isOn) => edit({ [name]: isOn ? true : null })}
    />
  );

  return (
    <div className="properties-form">
      <Choice
        label={t("property.status")}
        value={properties.status ?? "ready"}
        options={[
          { value: "draft", label: t("state.draft") },
          { value: "ready", label: t(`state.${finished}`) },
        ]}
        // Removes the secret address when the post becomes ready.
        // If the secret address stayed, people could read the post after it became a draft again.
        onChange={(status) =>
          edit(status === "ready" ? { status, shareKey: null, shareUntil: null } : { status })
        }
      />
      <DateField
        value={properties.date ?? ""}
        timeZone={summary.timeZone}
        onChange={(date) => edit({ date: orNone(date) })}
      />
      {document.kind === "post" && summary.sections.length > 1 ? (
        <SelectField
          label={t("property.section")}
          value={properties.section ?? section ?? summary.sections[0]?.name ?? ""}
          options={summary.sections.map(({ name, title }) => ({ value: name, label: title }))}
          onChange={(to) => void attempt(app, () => moveOpenPost(app, to))}
        />
      ) : null}
      <DraftField
        label={t("property.category")}
        value={properties.category ?? ""}
        suggestions={summary.categories}
        onTake={(category) => edit({ category: orNone(category) })}
      />
      <TagField
        label={t("property.tags")}
        values={properties.tags ?? []}
        known={summary.tags}
        placeholder={t("property.tags.add")}
        removeLabel={(tag) => t("property.tags.remove", { tag })}
        onChange={(tags) => edit({ tags: tags.length > 0 ? tags : null })}
      />
      {document.kind === "post" ? (
        <DraftField
          label={t("property.series")}
          value={properties.series ?? ""}
          suggestions={summary.series}
          description={properties.series === undefined ? undefined : t("property.series.note")}
          onTake={(series) => edit({ series: orNone(series) })}
        />
      ) : null}
      <DraftField
        label={t("property.language")}
        value={properties.language ?? ""}
        placeholder={summary.language}
        suggestions={commonLanguages}
        onTake={(language) => edit({ language: orNone(language) })}
      />
      <PictureField
        label={t("property.cover")}
        value={properties.cover ?? ""}
        post={document.path}
        onTake={(cover) => edit({ cover: orNone(cover) })}
      >
        {(buttons) => (
          <DraftField
            label={t("property.cover")}
            value={properties.cover ?? ""}
            placeholder="media/2026/05/…"
            onTake={(cover) => edit({ cover: orNone(cover) })}
            after={buttons}
          />
        )}
      </PictureField>
      <div className="properties-wide">
        <AddressField />
      </div>
      <div className="properties-wide">
        <DraftField
          label={t("property.summary")}
          multiline
          value={properties.summary ?? ""}
          placeholder={t("property.summary.placeholder")}
          onTake={(text) => edit({ summary: orNone(text) })}
        />
      </div>
      {document.kind === "page" ? (
        <PageFields path={document.path} properties={properties} onChange={edit} />
      ) : null}
      <div className="properties-wide properties-marks">
        {document.kind === "post" ? mark("pinned") : null}
        {mark("unlisted")}
        {mark("noindex")}
      </div>
      <div className="properties-foot">
        {publication?.state === "draft" || publication?.state === "scheduled" ? (
          <Button variant="quiet" onPress={() => void runCommand(app, "share-draft")}>
            {t("postMenu.share")}
          </Button>
        ) : null}
        <Button variant="quiet" onPress={() => workspace.showRaw(true)}>
          {t("properties.openRaw")}
        </Button>
      </div>
    </div>
  );
}

/** Returns the state of a post. For a draft, returns the state that the finished post would have. */
function finishedState(
  publication: PublicationState | undefined,
  date: string | undefined,
  timeZone: string,
): PostState {
  if (publication && publication.state !== "draft") return publication.state;
  if (publication?.stillOnline) return "published";
  return date !== undefined && isAhead(date, timeZone, Date.now()) ? "scheduled" : "ready";
}
