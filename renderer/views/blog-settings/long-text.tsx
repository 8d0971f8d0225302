import { useRef } from "react";
import type { Setting } from "../../state/blog-settings/setting-schema.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { TextBox } from "../../ui/text-box.tsx";
import { linkAddressText, linkWords } from "../../writing/post-links.ts";
import { LinkPicker } from "./link-field.tsx";
import { type LinkTarget, useWaitingLinks } from "./link-targets.ts";
import { detailOf, labelOf, problemOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

export interface LongTextProps {
  readonly setting: Setting;
  /** The label of the field. If it is missing, the label of the setting is shown. */
  readonly label?: string | undefined;
  readonly autoFocus?: boolean;
}

/** A text of several lines. A Markdown text has a button that inserts a link. */
export function LongText({ setting, label, autoFocus = false }: LongTextProps) {
  const t = useTranslate();
  const blogLanguage = useBlogLanguage();
  const { effective, set, problems } = useSettings();
  const waitingLinks = useWaitingLinks();
  const { path, kind } = setting;
  const value = String(effective(path) ?? "");
  const isMarkdown = kind !== "lines";
  const frame = useRef<HTMLDivElement>(null);
  const name = label ?? labelOf(t, setting);
  const insert = ({ url, title }: LinkTarget): void => {
    const box = frame.current?.querySelector("textarea");
    const [start, end] = [box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length];
    const chosen = value.slice(start, end).trim();
    const link = `[${linkWords(chosen === "" ? title : chosen)}](${linkAddressText(url)})`;
    set(path, value.slice(0, start) + link + value.slice(end));
  };
  const notes = [detailOf(t, setting) ?? [], isMarkdown ? waitingLinks(value) : []].flat();
  const box = (
    <TextBox
      label={name}
      value={value}
      rows={Math.min(10, Math.max(isMarkdown ? 3 : 2, value.split("\n").length))}
      lang={blogLanguage}
      onChange={(typed) => set(path, isMarkdown ? typed : typed.replaceAll("\n", " "))}
      description={notes.length === 0 ? undefined : notes.join("\n")}
      error={problemOf(t, problems, setting)}
      autoFocus={autoFocus}
    />
  );
  if (!isMarkdown) return box;
  return (
    <div className="markdown-field" ref={frame}>
      {box}
      <LinkPicker label={t("linkTarget.insert", { name })} onPick={insert} />
    </div>
  );
}
