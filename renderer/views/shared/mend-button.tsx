import { runCommand } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";

/** A button in the message about an error, which opens the list of all problems of the blog. */
export function MendButton() {
  const app = useApp();
  const t = useTranslate();
  return <Button onPress={() => void runCommand(app, "check")}>{t("checks.show")}</Button>;
}
