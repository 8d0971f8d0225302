import { useRef, useState } from "react";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import type { Setting } from "../../state/blog-settings/setting-schema.ts";
import { Button } from "../../ui/button.tsx";
import { SecretField } from "../../ui/secret-field.tsx";
import { labelOf } from "./setting-texts.ts";
import { useSettings } from "./use-settings.ts";

/** Minimum length of a password. A short password can be guessed from its hash, which others may see. */
const shortest = 8;

/** The password of a section. The typed text leaves the window only to be hashed. */
export function PasswordField({ setting }: { readonly setting: Setting }) {
  const t = useTranslate();
  const { services } = useApp();
  const { effective, set } = useSettings();
  const field = useRef<HTMLInputElement>(null);
  const [isFilled, setFilled] = useState(false);
  const [isShort, setShort] = useState(false);
  const isSet = effective(setting.path) !== "";
  const take = async (): Promise<void> => {
    const password = field.current?.value ?? "";
    setShort(password.length < shortest);
    if (password.length < shortest) return;
    const { hash } = await services.engine.call("settings.hashPassword", { password });
    if (field.current) field.current.value = "";
    setFilled(false);
    set(setting.path, hash);
  };
  return (
    <div className="setting-password">
      <SecretField
        label={labelOf(t, setting)}
        field={field}
        onFilled={(isNow) => {
          setFilled(isNow);
          setShort(false);
        }}
        onEnter={() => void take()}
        error={isShort ? t("blogSettings.password.short", { count: shortest }) : undefined}
      />
      <div className="setting-item-actions">
        <Button isDisabled={!isFilled} onPress={() => void take()}>
          {t(isSet ? "blogSettings.password.change" : "blogSettings.password.set")}
        </Button>
      </div>
      <p className="field-note" role="status">
        {t(isSet ? "blogSettings.password.isSet" : "blogSettings.password.missing")}
      </p>
    </div>
  );
}
