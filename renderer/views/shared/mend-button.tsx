import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";

/** Leads from an error to all that is to be mended. */
export function MendButton() {
  const app = useApp();
  const t = useTranslate();
  return <Button onPress={() => void runCommand(app, "check")}>{t("checks.show")}</Button>;
}
