import { GripVertical, IndentDecrease, IndentIncrease, Pencil } from "lucide-react";
import type { KeyboardEvent } from "react";
import type { MenuRow } from "../../state/blog-settings/menu-rows.ts";
import { settingAt } from "../../state/blog-settings/setting-schema.ts";
import type { SettingPath } from "../../state/blog-settings/setting-values.ts";
import { useTranslate } from "../../state/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { LinkField } from "./link-field.tsx";
import { useTargetOf } from "./link-targets.ts";
import { ItemButtons } from "./list-field.tsx";
import { labelOf, problemOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

/** The part of a row that keeps the focus when the row moves. */
export type RowPart = "handle" | "level" | "remove" | "up" | "down";

export interface MenuRowItemProps {
  readonly row: MenuRow;
  readonly name: string;
  /** Path of the entry in `blog.yaml`. */
  readonly path: SettingPath;
  /** Whether the fields of the entry are shown. */
  readonly isOpen: boolean;
  readonly canGoUp: boolean;
  readonly canGoDown: boolean;
  readonly canChangeLevel: boolean;
  /** The side of this row on which a dragged row would be dropped, or null. */
  readonly mark: "before" | "after" | null;
  readonly onToggle: () => void;
  readonly onChange: (row: MenuRow) => void;
  readonly onMove: (by: -1 | 1, part: RowPart) => void;
  readonly onLevel: (level: 0 | 1, part: RowPart) => void;
  readonly onRemove: () => void;
  readonly onDrag: (isDragged: boolean) => void;
}

/** An entry of the menu editor. The author moves it by dragging, or by arrow keys on the entry's handle. */
export function MenuRowItem(props: MenuRowItemProps) {
  const { row, name, isOpen, mark, onToggle, onMove, onLevel, onRemove, onDrag } = props;
  const t = useTranslate();
  const onKeyDown = (event: KeyboardEvent): void => {
    const { key } = event;
    if (key === "ArrowUp" && props.canGoUp) onMove(-1, "handle");
    else if (key === "ArrowDown" && props.canGoDown) onMove(1, "handle");
    else if (key === "ArrowRight" && props.canChangeLevel && row.level === 0) onLevel(1, "handle");
    else if (key === "ArrowLeft" && row.level === 1) onLevel(0, "handle");
    else if (!key.startsWith("Arrow")) return;
    event.preventDefault();
  };
  return (
    <li className="setting-item menu-row" data-level={row.level} data-drop={mark ?? undefined}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: keys on the handle inside do the same */}
      <div
        className="menu-row-head"
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = "move";
          event.dataTransfer.setData("text/plain", name);
          onDrag(true);
        }}
        onDragEnd={() => onDrag(false)}
      >
        <button
          type="button"
          className="icon-button menu-handle"
          aria-label={t("menuEditor.handle", { name })}
          title={t("menuEditor.handle.keys")}
          onKeyDown={onKeyDown}
        >
          <GripVertical aria-hidden size={16} strokeWidth={1.75} />
        </button>
        <span className="menu-row-name" title={name}>
          {name}
        </span>
        <IconButton
          icon={Pencil}
          label={t("menuEditor.edit", { name })}
          isPressed={isOpen}
          onPress={onToggle}
        />
        <span data-part="level">
          <IconButton
            icon={row.level === 0 ? IndentIncrease : IndentDecrease}
            label={t(row.level === 0 ? "menuEditor.below" : "menuEditor.top", { name })}
            isDisabled={!props.canChangeLevel}
            onPress={() => onLevel(row.level === 0 ? 1 : 0, "level")}
          />
        </span>
        <ItemButtons
          name={name}
          isFirst={!props.canGoUp}
          isLast={!props.canGoDown}
          onMove={(by) => onMove(by, by === -1 ? "up" : "down")}
          onRemove={onRemove}
        />
      </div>
      {isOpen ? <RowFields {...props} /> : <RowProblem {...props} />}
    </li>
  );
}

function RowFields({ row, path, onChange }: MenuRowItemProps) {
  const t = useTranslate();
  const { problems } = useSettings();
  const targetOf = useTargetOf();
  const url = settingAt([...path, "url"]);
  return (
    <div className="setting-pair">
      <LinkField
        label={labelOf(t, url)}
        value={row.url}
        onChange={(next) => onChange({ ...row, url: next })}
        error={problemOf(t, problems, url)}
        autoFocus={row.url === "" && row.label === ""}
      />
      <TextField
        label={labelOf(t, settingAt([...path, "label"]))}
        value={row.label}
        placeholder={targetOf(row.url)?.title ?? ""}
        onChange={(label) => onChange({ ...row, label })}
        description={t(isNameless(row, targetOf) ? "menuEditor.label.missing" : "menuEditor.label.detail")}
      />
    </div>
  );
}

/** Whether an entry has no text and its target has no title. The menu leaves out such an entry. */
function isNameless({ url, label }: MenuRow, targetOf: ReturnType<typeof useTargetOf>): boolean {
  const place = url.trim().replace(/^\/|#.*$/gs, "");
  return place !== "" && label.trim() === "" && targetOf(place) === undefined;
}

/** The problem of an entry, shown while the fields of the entry are hidden. */
function RowProblem({ row, path }: Pick<MenuRowItemProps, "row" | "path">) {
  const t = useTranslate();
  const { problems } = useSettings();
  const targetOf = useTargetOf();
  const missing = isNameless(row, targetOf) ? t("menuEditor.label.missing") : undefined;
  const problem = problemOf(t, problems, settingAt([...path, "url"])) ?? missing;
  return problem === undefined ? null : <p className="field-error">{problem}</p>;
}
