import { X } from "lucide-react";
import { useId, useState } from "react";
import { Button, Input, Label, Tag, TagGroup, TagList, TextField } from "react-aria-components";
import { useHeldDraft } from "../../state/documents/document-hooks.ts";

export interface TagFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  /** The tags that the blog already has, suggested during typing. */
  readonly known: readonly string[];
  readonly placeholder: string;
  readonly removeLabel: (tag: string) => string;
  readonly onChange: (values: string[]) => void;
  readonly autoFocus?: boolean;
}

/** Matches the characters that end a tag: commas of Western and Japanese text, and line ends. */
const separators = /[,、，\n]/;

/**
 * A list of tags, with a field for a new tag.
 * Adds the typed tag when the author presses Enter, types a comma, saves or leaves the field.
 */
export function TagField(props: TagFieldProps) {
  const { label, values, known, placeholder, removeLabel, onChange, autoFocus = false } = props;
  const [text, setText] = useState("");
  const listId = useId();

  const add = (typed: string): void => {
    const fresh = typed.split(separators).map((tag) => tag.trim());
    const merged = [...new Set([...values, ...fresh])].filter((tag) => tag !== "");
    if (merged.length !== values.length) onChange(merged);
    setText("");
  };
  const take = useHeldDraft(() => {
    if (text !== "") add(text);
  });

  return (
    <div className="field">
      <TagGroup
        className="tag-group"
        selectionMode="none"
        onRemove={(keys) => onChange(values.filter((tag) => !keys.has(tag)))}
      >
        <Label>{label}</Label>
        <TagList className="tag-list" items={values.map((tag) => ({ id: tag }))}>
          {({ id }) => (
            <Tag id={id} textValue={id} className="tag">
              {id}
              <Button slot="remove" aria-label={removeLabel(id)}>
                <X aria-hidden size={12} strokeWidth={1.75} />
              </Button>
            </Tag>
          )}
        </TagList>
      </TagGroup>
      <TextField
        aria-label={placeholder}
        autoFocus={autoFocus}
        value={text}
        onChange={(typed) => (separators.test(typed) ? add(typed) : setText(typed))}
        onBlur={take}
        onKeyDown={(event) => {
          if (event.key === "Enter") add(text);
          else event.continuePropagation();
        }}
      >
        <Input placeholder={placeholder} list={listId} />
      </TextField>
      <datalist id={listId}>
        {known
          .filter((tag) => !values.includes(tag))
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
    </div>
  );
}
