import { Fragment } from "react";
import type { PublishPlace } from "#contract/types/publish-run-types.ts";
import { useTranslate } from "../../../state/language.ts";

/** The place of a first publish, for the author to recognise: server, user, folder and address. */
export function PlanPlace({ place }: { readonly place: PublishPlace }) {
  const t = useTranslate();
  const { host, user, directory, url } = place;
  const rows = [
    [t("targets.host"), host],
    [t("targets.user"), user],
    [t(host === undefined ? "targets.folder" : "targets.directory"), directory],
    [t("targets.url"), url],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, value]) =>
        value ? (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className="place-value">{value}</dd>
          </Fragment>
        ) : null,
      )}
    </dl>
  );
}
