import { Link2 } from "lucide-react";
import { useState } from "react";
import { Header, ListBoxItem, ListBoxSection } from "react-aria-components";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Picker } from "../shared/picker.tsx";
import { type LinkTarget, targetText, useLinkTargets, useTargetOf } from "./link-targets.ts";

export interface LinkFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (url: string) => void;
  /**
   * Called with a target that the author chose from the list.
   * If `onPick` is missing, `onChange` is called with the link to the chosen target instead.
   */
  readonly onPick?: (target: LinkTarget) => void;
  readonly error?: string | undefined;
  /**
   * Shown below the field, unless the link leads to something in the blog.
   * The field then describes that target instead.
   */
  readonly note?: string | undefined;
  readonly autoFocus?: boolean;
}

/** A field for a link of the settings. The author types an address, or finds a target by its name. */
export function LinkField(props: LinkFieldProps) {
  const { label, value, onChange, onPick, error, note, autoFocus = false } = props;
  const t = useTranslate();
  const targetOf = useTargetOf();
  const target = targetOf(value);
  return (
    <TextField
      label={label}
      value={value}
      onChange={onChange}
      description={target ? targetText(t, target) : note}
      error={error}
      autoFocus={autoFocus}
      after={
        <LinkPicker
          label={t("linkTarget.choose", { name: label })}
          onPick={(picked) => (onPick ? onPick(picked) : onChange(picked.url))}
        />
      }
    />
  );
}

export interface LinkPickerProps {
  /** Name of the button. */
  readonly label: string;
  readonly onPick: (target: LinkTarget) => void;
}

/** A button that opens a list of the blog's posts, pages, sections, tags and lists. */
export function LinkPicker({ label, onPick }: LinkPickerProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton icon={Link2} label={label} onPress={() => setOpen(true)} />
      {isOpen ? (
        <TargetPicker
          onPick={(target) => {
            setOpen(false);
            onPick(target);
          }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

const groups = ["pages", "sections", "site", "tags", "categories", "posts"] as const;

interface TargetPickerProps {
  readonly onPick: (target: LinkTarget) => void;
  readonly onClose: () => void;
}

function TargetPicker({ onPick, onClose }: TargetPickerProps) {
  const t = useTranslate();
  const language = useBlogLanguage();
  const [query, setQuery] = useState("");
  const found = useLinkTargets(query);
  const typed = query.trim();
  return (
    <Picker
      label={t("linkTarget.title")}
      fieldLabel={t("linkTarget.field")}
      placeholder={t("linkTarget.placeholder")}
      resultsLabel={t("linkTarget.results")}
      emptyText={t("linkTarget.empty")}
      onQuery={setQuery}
      onPick={(key) => {
        if (key === typedKey) return onPick({ url: typed, title: typed, group: "site" });
        const target = found.find(({ url }) => url === key);
        if (target) onPick(target);
      }}
      onClose={onClose}
    >
      {isAddress(typed) ? (
        <ListBoxItem id={typedKey} textValue={typed} className="menu-item">
          <span className="palette-post">{t("linkTarget.typed", { address: typed })}</span>
        </ListBoxItem>
      ) : null}
      {groups.map((group) => {
        const inGroup = found.filter((target) => target.group === group);
        return inGroup.length === 0 ? null : (
          <ListBoxSection id={group} key={group}>
            <Header className="palette-heading">{t(`linkTarget.group.${group}`)}</Header>
            {inGroup.map(({ url, title }) => (
              <ListBoxItem key={url} id={url} textValue={title} className="menu-item">
                <span className="palette-post" lang={language}>
                  {title}
                </span>
              </ListBoxItem>
            ))}
          </ListBoxSection>
        );
      })}
    </Picker>
  );
}

/** Key of the item for the typed address. It begins with a space, so that no link has the same key. */
const typedKey = " typed";

/** Whether a query is the address of a link: `https://a.example/`, `mailto:a@b.example` or `/a.html`. */
function isAddress(text: string): boolean {
  return /^(?:[a-z][a-z0-9+.-]*:\S+|\/\S+|\S+\.html?(?:#\S*)?)$/i.test(text);
}
