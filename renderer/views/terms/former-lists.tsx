import type { TermKind, Terms } from "#contract/types/term-types.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";

export interface FormerListsProps {
  readonly kind: TermKind;
  readonly moved: Terms["moved"];
  readonly onChange: () => void;
}

/** Lists the redirects in `blog.yaml` for names that posts no longer have. Each redirect can be removed. */
export function FormerLists({ kind, moved, onChange }: FormerListsProps) {
  const app = useApp();
  const t = useTranslate();
  const former = moved.filter(({ from }) => from.startsWith(`${kind}/`));
  if (former.length === 0) return null;
  const nameOf = (folder: string): string => folder.slice(folder.indexOf("/") + 1);
  const remove = (from: string): void =>
    void attempt(app, async () => {
      await app.services.engine.call("terms.removeRedirect", { from });
      onChange();
    });
  return (
    <section className="former-lists" aria-labelledby="former-lists">
      <h3 id="former-lists" className="term-form-title">
        {t("terms.former")}
      </h3>
      <p className="field-note">{t("terms.former.note")}</p>
      <ul className="trash-list">
        {former.map(({ from, to }) => (
          <li key={from} className="trash-row">
            <span className="trash-text">
              {to.includes("/")
                ? t("terms.former.one", { from: nameOf(from), to: nameOf(to) })
                : t("terms.former.deleted", { from: nameOf(from) })}
            </span>
            <Button label={t("terms.former.remove.one", { from: nameOf(from) })} onPress={() => remove(from)}>
              {t("terms.former.remove")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
