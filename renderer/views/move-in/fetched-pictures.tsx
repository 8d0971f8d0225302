import type { ImportSummary } from "#contract/types/import-types.ts";
import { showImported } from "../../commands/move-in.ts";
import { attempt } from "../../commands/run-command.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { postTitle } from "../shared/texts.ts";

/** Maximum number of failures that are listed. */
const listed = 200;

/** Shows how many pictures an import fetched. Lists the failed pictures and the posts with them. */
export function FetchedPictures({ count, failed }: NonNullable<ImportSummary["fetched"]>) {
  const app = useApp();
  const t = useTranslate();
  return (
    <section className="move-in-notes">
      <p role="status">{t("moveIn.pictures.done", { count })}</p>
      {failed.length === 0 ? null : (
        <details>
          <summary>
            {t("moveIn.pictures.failed")}
            <span className="move-in-count">{t("moveIn.posts", { count: failed.length })}</span>
          </summary>
          <ul>
            {failed.slice(0, listed).map(({ path, title, address, fault }) => (
              <li key={`${path} ${address}`} className="move-in-post">
                <span>
                  {postTitle(t, { title })}
                  <span className="move-in-address">
                    {" "}
                    {address} – {t(`moveIn.fault.${fault}`)}
                  </span>
                </span>
                <Button variant="quiet" onPress={() => void attempt(app, () => showImported(app, path))}>
                  {t("moveIn.showFile")}
                  <span className="visually-hidden"> {postTitle(t, { title })}</span>
                </Button>
              </li>
            ))}
            {failed.length > listed ? <li>{t("moveIn.more", { count: failed.length - listed })}</li> : null}
          </ul>
          <Button onPress={() => void app.moveIn.run()}>{t("moveIn.pictures.retry")}</Button>
        </details>
      )}
    </section>
  );
}
