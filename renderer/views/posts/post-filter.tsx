import { Search, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Button, Input, SearchField } from "react-aria-components";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";

/** The field that filters the list of posts. It ignores unfinished IME compositions. */
export function PostFilter() {
  const { workspace, panes } = useApp();
  const t = useTranslate();
  const filter = useStore(workspace.store, (state) => state.filter);
  const [typed, setTyped] = useState<string | null>(null);
  const composing = useRef(false);
  const input = useRef<HTMLInputElement>(null);

  useEffect(() => panes.register("filter", () => input.current?.focus()), [panes]);

  const take = (text: string): void => {
    setTyped(null);
    workspace.setFilter(text);
  };

  return (
    <SearchField
      className="filter"
      aria-label={t("list.filter")}
      value={typed ?? filter}
      onChange={(text) => (composing.current ? setTyped(text) : take(text))}
    >
      <Search aria-hidden className="filter-icon" size={14} strokeWidth={1.75} />
      <Input
        ref={input}
        placeholder={t("list.filter")}
        onCompositionStart={() => {
          composing.current = true;
        }}
        onCompositionEnd={(event) => {
          composing.current = false;
          take(event.currentTarget.value);
        }}
      />
      <Button className="filter-clear" aria-label={t("list.filter.clear")}>
        <X aria-hidden size={14} strokeWidth={1.75} />
      </Button>
    </SearchField>
  );
}
