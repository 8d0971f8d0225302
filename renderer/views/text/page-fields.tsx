import { useStore } from "zustand";
import type { PostProperties, PropertyChanges } from "#contract/types/blog-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/select-field.tsx";
import { SwitchField } from "../../ui/switch-field.tsx";
import { postTitle } from "../shared/texts.ts";
import { DraftField } from "./draft-field.tsx";

export interface PageFieldsProps {
  readonly path: string;
  readonly properties: PostProperties;
  readonly onChange: (changes: PropertyChanges) => void;
}

/** The fields for the position of a page in the menu. */
export function PageFields({ path, properties, onChange }: PageFieldsProps) {
  const { blog, workspace } = useApp();
  const t = useTranslate();
  const hasOwnMenu = useStore(blog.store, (state) => state.summary?.hasOwnMenu ?? false);
  if (hasOwnMenu) {
    return (
      <div className="properties-wide">
        <p className="field-note">{t("page.ownMenu")}</p>
        <Button onPress={() => workspace.openSettings(t("setting.menu"), "blog-settings")}>
          {t("page.ownMenu.open")}
        </Button>
      </div>
    );
  }
  const { order, parent, menu } = properties;
  return (
    <>
      <div className="properties-wide">
        <SwitchField
          label={t("page.menu")}
          description={t("page.menu.note")}
          isSelected={menu !== false}
          onChange={(isOn) => onChange({ menu: isOn ? null : false })}
        />
      </div>
      {menu === false ? null : (
        <>
          <DraftField
            label={t("page.order")}
            value={order === undefined ? "" : String(order)}
            description={t("page.order.note")}
            tidy={(typed) => typed.normalize("NFKC").trim()}
            problemOf={(typed) => (/^-?\d{0,6}$/.test(typed) ? undefined : t("page.order.problem"))}
            onTake={(typed) => onChange({ order: /\d/.test(typed) ? Number(typed) : null })}
          />
          <ParentField path={path} parent={parent} onChange={(file) => onChange({ parent: file })} />
        </>
      )}
    </>
  );
}

interface ParentFieldProps {
  readonly path: string;
  readonly parent: string | undefined;
  readonly onChange: (parent: string | null) => void;
}

/** Lets the author choose the entry of the menu under which this page appears. */
function ParentField({ path, parent, onChange }: ParentFieldProps) {
  const t = useTranslate();
  const posts = useStore(useApp().blog.store, (state) => state.posts);
  const pages = posts.filter(
    (post) => post.kind === "page" && post.path !== path && post.parent === undefined,
  );
  const named = pages.map((page) => ({ value: page.path, label: postTitle(t, page) }));
  // Adds the current parent page as an option if no listed page has exactly this path.
  // The parent page may no longer exist, or its path may be spelt differently.
  const isListed = parent === undefined || named.some(({ value }) => value === parent);
  return (
    <SelectField
      label={t("page.parent")}
      value={parent ?? ""}
      options={[
        { value: "", label: t("page.parent.none") },
        ...named,
        ...(isListed ? [] : [{ value: parent, label: parent }]),
      ]}
      onChange={(file) => onChange(file === "" ? null : file)}
    />
  );
}
