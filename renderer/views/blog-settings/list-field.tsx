import { ArrowDown, ArrowUp, ListPlus, Plus, Trash2 } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { blankAt, type Setting, settingAt } from "../../state/blog-settings/setting-schema.ts";
import { offeredItems } from "../../state/blog-settings/setting-table.ts";
import { moved } from "../../state/blog-settings/setting-values.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { choiceLabelOf, detailOf, labelOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

export interface ListFieldProps {
  readonly setting: Setting;
  /** Renders the fields of an item. If the item has only one field, `name` is its label. */
  readonly draw: (item: Setting, name: string, autoFocus: boolean) => ReactNode;
}

/** A list of texts or maps. Buttons add, remove and move the items. */
export function ListField({ setting, draw }: ListFieldProps) {
  const t = useTranslate();
  const { effective, set } = useSettings();
  const value = effective(setting.path);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const offered = (offeredItems[setting.pattern] ?? []).filter((other) => !items.includes(other));
  const item = settingAt([...setting.path, 0]);
  const { list, added, follow, add } = useListFocus();
  const nameOf = (index: number): string =>
    t("blogSettings.item", { name: labelOf(t, item), number: index + 1 });
  return (
    <ListFrame setting={setting} isEmpty={items.length === 0}>
      <ul className="setting-items" ref={list}>
        {items.map((_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: items keep no state, and may be equal
          <li key={index} className="setting-item">
            <div className="setting-item-fields">
              {draw(settingAt([...setting.path, index]), nameOf(index), added === index)}
            </div>
            <ItemButtons
              name={nameOf(index)}
              isFirst={index === 0}
              isLast={index === items.length - 1}
              onMove={(by) => {
                set(setting.path, moved(items, index, by));
                follow(index + by, by);
              }}
              onRemove={() => {
                set(
                  setting.path,
                  items.filter((__, at) => at !== index),
                );
                follow(Math.min(index, items.length - 2), 0);
              }}
            />
          </li>
        ))}
      </ul>
      <div className="setting-item-actions">
        <Button
          variant="quiet"
          onPress={() => {
            add(items.length);
            set(setting.path, [...items, blankAt([...setting.path, items.length])]);
          }}
        >
          <Plus aria-hidden size={14} strokeWidth={1.75} />
          {t("blogSettings.add", { name: labelOf(t, item) })}
        </Button>
        {offered.length === 0 ? null : (
          <Button variant="quiet" onPress={() => set(setting.path, [...items, ...offered])}>
            <ListPlus aria-hidden size={14} strokeWidth={1.75} />
            {choiceLabelOf(t, setting, "offered")}
          </Button>
        )}
      </div>
    </ListFrame>
  );
}

/** The frame of a list setting: a heading, and the list's items (`children`). */
export function ListFrame({
  setting,
  isEmpty,
  children,
}: {
  readonly setting: Setting;
  readonly isEmpty: boolean;
  readonly children: ReactNode;
}) {
  const t = useTranslate();
  const detail = detailOf(t, setting);
  return (
    <fieldset className="setting-group">
      <legend>{labelOf(t, setting)}</legend>
      {detail === undefined ? null : <p className="field-note">{detail}</p>}
      {isEmpty ? <p className="field-note">{t("blogSettings.empty")}</p> : null}
      {children}
    </fieldset>
  );
}

export interface ItemButtonsProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
}

/** The buttons that move and remove an item. */
export function ItemButtons({ name, isFirst, isLast, onMove, onRemove }: ItemButtonsProps) {
  const t = useTranslate();
  return (
    <div className="setting-item-buttons">
      <span data-part="up">
        <IconButton
          icon={ArrowUp}
          label={t("blogSettings.up", { name })}
          isDisabled={isFirst}
          onPress={() => onMove(-1)}
        />
      </span>
      <span data-part="down">
        <IconButton
          icon={ArrowDown}
          label={t("blogSettings.down", { name })}
          isDisabled={isLast}
          onPress={() => onMove(1)}
        />
      </span>
      <span data-part="remove">
        <IconButton icon={Trash2} label={t("blogSettings.remove", { name })} onPress={onRemove} />
      </span>
    </div>
  );
}

/** Keeps the focus in the list when an item is moved, added or removed. */
export function useListFocus() {
  const list = useRef<HTMLUListElement>(null);
  const [next, setNext] = useState<{ readonly index: number; readonly by: -1 | 0 | 1 } | null>(null);
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    if (next === null) return;
    const item = list.current?.children[next.index];
    const buttons = [...(item?.querySelectorAll<HTMLButtonElement>(".setting-item-buttons button") ?? [])];
    const wanted = buttons[next.by === -1 ? 0 : next.by === 1 ? 1 : 2];
    (wanted?.disabled ? buttons[2] : wanted)?.focus();
    setNext(null);
  }, [next]);
  return {
    list,
    added,
    add: (index: number): void => setAdded(index),
    follow: (index: number, by: -1 | 0 | 1): void => {
      setAdded(null);
      setNext({ index, by });
    },
  };
}
