import { type KeyboardEvent, useMemo } from "react";
import { ListBox, ListBoxItem, ListLayout, Virtualizer } from "react-aria-components";
import type { TermInfo } from "#contract/types/term-types.ts";
import { useTranslate } from "../../state/language.ts";

export interface TermListProps {
  readonly terms: readonly TermInfo[];
  readonly selected: ReadonlySet<string>;
  readonly label: string;
  /** Whether the list begins with the focus on its selected name. */
  readonly autoFocus: boolean;
  readonly onSelect: (names: ReadonlySet<string>) => void;
  /** Called when the author presses Enter or double-clicks a name. */
  readonly onAction: (name: string) => void;
  readonly onDelete: () => void;
}

/** Lists names with the numbers of their posts. Several names can be selected. */
export function TermList({ terms, selected, label, autoFocus, onSelect, onAction, onDelete }: TermListProps) {
  const items = useMemo(() => terms.map((term) => ({ id: term.name, term })), [terms]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Delete") onDelete();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: handles the Delete key of the list inside
    <div className="term-list-frame" onKeyDown={onKeyDown}>
      <Virtualizer layout={ListLayout} layoutOptions={{ rowHeight: 34 }}>
        <ListBox
          className="term-list"
          aria-label={label}
          autoFocus={autoFocus}
          selectionMode="multiple"
          selectionBehavior="replace"
          escapeKeyBehavior="none"
          selectedKeys={selected}
          onSelectionChange={(keys) =>
            onSelect(new Set(keys === "all" ? items.map(({ id }) => id) : Array.from(keys, String)))
          }
          onAction={(key) => onAction(String(key))}
          items={items}
        >
          {({ term }) => <TermRow term={term} />}
        </ListBox>
      </Virtualizer>
    </div>
  );
}

function TermRow({ term: { name, posts, drafts } }: { readonly term: TermInfo }) {
  const t = useTranslate();
  const facts = [
    t("terms.posts", { count: posts }),
    ...(drafts > 0 ? [t("terms.drafts", { count: drafts })] : []),
  ].join(t("list.separator"));
  return (
    <ListBoxItem
      id={name}
      className="menu-item term-row"
      textValue={name}
      aria-label={[name, facts].join(t("list.separator"))}
    >
      <span className="term-name" title={name}>
        {name}
      </span>
      <span className="term-facts">{facts}</span>
    </ListBoxItem>
  );
}
