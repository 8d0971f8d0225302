import { ChevronDown } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { Button as AriaButton } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useDocument, usePublicationState } from "../../state/documents/document-hooks.ts";
import { isReadOnly } from "../../state/documents/open-document.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { shownDate } from "../../writing/dates.ts";
import { stateName } from "../shared/texts.ts";
import { PropertiesForm } from "./properties-form.tsx";
import { RawFrontMatter } from "./raw-front-matter.tsx";

/** One line with the most important properties of the post. Pressing the line opens the form. */
export function Properties() {
  const { workspace, panes } = useApp();
  const t = useTranslate();
  const document = useDocument();
  const propertiesOpen = useStore(workspace.store, (state) => state.propertiesOpen);
  const rawOpen = useStore(workspace.store, (state) => state.rawOpen);
  const line = usePropertiesLine();
  const id = useId();
  const form = useRef<HTMLDivElement>(null);
  useEffect(
    () => (propertiesOpen ? panes.register("properties", () => focusFirstField(form.current)) : undefined),
    [panes, propertiesOpen],
  );
  if (!document) return null;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    workspace.showProperties(false);
    panes.focus("editor");
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles Escape of all fields of the form
    <div className="properties" onKeyDown={onKeyDown}>
      <AriaButton
        className="properties-line"
        aria-expanded={propertiesOpen}
        aria-controls={id}
        aria-label={t("properties.label", { line })}
        onPress={() => workspace.showProperties(!propertiesOpen)}
      >
        <span title={line}>{line}</span>
        <ChevronDown aria-hidden size={14} strokeWidth={1.75} />
      </AriaButton>
      <div id={id} ref={form} hidden={!propertiesOpen}>
        {propertiesOpen ? (
          rawOpen || document.problem ? (
            <RawFrontMatter />
          ) : (
            <fieldset className="properties-fields" disabled={isReadOnly(document)}>
              <PropertiesForm key={document.id} />
            </fieldset>
          )
        ) : null}
      </div>
    </div>
  );
}

function focusFirstField(form: HTMLElement | null): void {
  form?.querySelector<HTMLElement>(":is(input, textarea, button):not([tabindex='-1'])")?.focus();
}

function usePropertiesLine(): string {
  const t = useTranslate();
  const document = useDocument();
  const publication = usePublicationState();
  const { store } = useApp().blog;
  const sections = useStore(store, (state) => state.summary?.sections);
  const ofFile = useStore(store, ({ posts }) => posts.find(({ path }) => path === document?.path)?.section);
  const blogLanguage = useBlogLanguage() ?? "";
  if (!document || !publication) return "";
  const { properties, kind } = document;
  const name = properties.section ?? ofFile;
  const section = sections?.find((each) => each.name === name)?.title ?? properties.section;
  const parts = [
    stateName(t, publication),
    kind === "page"
      ? t("post.page")
      : properties.date
        ? shownDate(properties.date, blogLanguage)
        : t("post.undated"),
    section,
    properties.tags?.join(t("list.separator")),
    properties.pinned && t("property.pinned"),
    properties.unlisted && t("property.unlisted"),
    properties.noindex && t("property.noindex"),
  ];
  return parts.filter(Boolean).join(" · ");
}
