import { useState } from "react";
import { FileTrigger } from "react-aria-components";
import { useStore } from "zustand";
import type { ImportSummary } from "#contract/types/import-types.ts";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/text-field.tsx";

/**
 * Asks where the posts were on the old site, if the export does not say so.
 * The author can let the program read the old site, choose files, or paste a table.
 */
export function OldAddresses({ look }: { readonly look: ImportSummary }) {
  const { moveIn } = useApp();
  const t = useTranslate();
  const { choices, siteAddress } = useStore(moveIn.store);
  const [table, setTable] = useState("");
  const unknown = look.entries - look.oldAddresses;
  const hasImages = look.notes.some(({ note }) => note === "serverUnknown");
  if (unknown <= 0 && look.addresses === null && !hasImages && siteAddress === "") return null;
  const read = async (files: FileList | null): Promise<void> => {
    const texts = [...(files ?? [])].map(async (file) => ({ name: file.name, text: await file.text() }));
    await moveIn.giveAddresses(await Promise.all(texts));
  };
  return (
    <details className="move-in-old" open={choices.addresses !== undefined || siteAddress !== ""}>
      <summary>{t("moveIn.old", { count: Math.max(0, unknown - (look.addresses?.paired ?? 0)) })}</summary>
      <div className="move-in-old-body">
        <p className="field-note">{t("moveIn.old.detail")}</p>
        <OldSiteField />
        <div>
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={[".csv", ".tsv", ".txt", ".xml", ".rss", ".atom", ".rdf", ".html", ".htm"]}
            onSelect={(files) => void read(files)}
          >
            <Button onPress={() => undefined}>{t("moveIn.old.files")}</Button>
          </FileTrigger>
        </div>
        <TextField
          label={t("moveIn.old.table")}
          description={t("moveIn.old.table.detail")}
          multiline
          value={table}
          onChange={setTable}
          after={
            <Button
              isDisabled={table.trim() === ""}
              onPress={() => void moveIn.giveAddresses([{ name: "table.csv", text: table }])}
            >
              {t("moveIn.old.take")}
            </Button>
          }
        />
        {look.addresses ? <PairedAddresses {...look.addresses} /> : null}
      </div>
    </details>
  );
}

/**
 * Reads the lists of posts on the old site. Then shows the number of pages, and offers to read them.
 * If the site cannot be read, offers to use its address for the images and links of texts.
 */
function OldSiteField() {
  const { moveIn } = useApp();
  const t = useTranslate();
  const { site, siteAddress, unreadSite } = useStore(moveIn.store);
  const [address, setAddress] = useState(siteAddress);
  const isSame = siteAddress === address;
  const isRead = site !== null && isSame;
  const remove = async (): Promise<void> => {
    setAddress("");
    await moveIn.readSite("", false);
  };
  return (
    <>
      <TextField
        label={t("moveIn.old.site")}
        description={t("moveIn.old.site.detail")}
        placeholder="https://"
        value={address}
        onChange={setAddress}
        after={
          <Button isDisabled={address.trim() === ""} onPress={() => void moveIn.readSite(address, false)}>
            {t("moveIn.old.read")}
          </Button>
        }
      />
      {isRead ? (
        <p role="status">
          {t("moveIn.old.found", { host: site.host, count: site.addresses, pages: site.pages })}
        </p>
      ) : null}
      {unreadSite !== null && isSame ? (
        <p role="status">{t(`moveIn.old.unread.${unreadSite}`, { address: siteAddress })}</p>
      ) : null}
      <div className="move-in-old-actions">
        {isRead && site.pages > 0 ? (
          <Button onPress={() => void moveIn.readSite(address, true)}>
            {t("moveIn.old.pages", { count: site.pages })}
          </Button>
        ) : null}
        {unreadSite === "offered" && isSame ? (
          <Button onPress={() => void moveIn.keepUnreadSite()}>{t("moveIn.old.useUnread")}</Button>
        ) : null}
        {siteAddress === "" ? null : <Button onPress={() => void remove()}>{t("moveIn.old.remove")}</Button>}
      </div>
    </>
  );
}

/** Says how many addresses belong to exactly one post, and lists the other addresses. */
function PairedAddresses({ paired, left, unpaired }: NonNullable<ImportSummary["addresses"]>) {
  const t = useTranslate();
  return (
    <>
      <p role="status">{t("moveIn.old.paired", { paired, left })}</p>
      {unpaired.length > 0 ? (
        <details>
          <summary>{t("moveIn.old.unpaired")}</summary>
          <ul>
            {unpaired.map(({ path, title }) => (
              <li key={path}>
                <span className="move-in-address">{path}</span> {title}
              </li>
            ))}
            {unpaired.length < left ? <li>{t("moveIn.more", { count: left - unpaired.length })}</li> : null}
          </ul>
        </details>
      ) : null}
    </>
  );
}
