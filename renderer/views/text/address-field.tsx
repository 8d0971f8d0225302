import { useState } from "react";
import {
  isAddressFixed,
  useDocument,
  useDocuments,
  usePublicationState,
} from "../../state/documents/document-hooks.ts";
import type { DocumentFacts } from "../../state/documents/open-document.ts";
import { useTranslate } from "../../state/language.ts";
import { Button } from "../../ui/button.tsx";
import { DraftField } from "./draft-field.tsx";

/** The field for the address of a post. Changing a published address needs a confirmation. */
export function AddressField() {
  const t = useTranslate();
  const document = useDocument();
  const documents = useDocuments();
  const publication = usePublicationState();
  const [isChanging, setChanging] = useState(false);
  if (!document) return null;
  const isFixed = isAddressFixed(document, publication);
  if (isFixed && !isChanging) return <FixedAddress document={document} onChange={() => setChanging(true)} />;
  return (
    <DraftField
      label={t("property.address")}
      value={document.properties.permalink ?? ""}
      placeholder={document.address}
      tidy={(text) => text.normalize("NFKC").trim()}
      description={isFixed ? t("property.address.warning", { address: document.address }) : undefined}
      autoFocus={isFixed}
      after={
        isFixed ? (
          <Button variant="quiet" onPress={() => setChanging(false)}>
            {t("property.address.keep")}
          </Button>
        ) : null
      }
      onTake={(permalink) => {
        documents.editProperties({
          permalink: permalink === "" ? null : permalink,
          ...(isFixed ? { aliases: keptAddresses(document, permalink) } : {}),
        });
        setChanging(false);
      }}
    />
  );
}

/** Returns the addresses that will redirect to the new address: the aliases and the current address. */
function keptAddresses({ properties, address }: DocumentFacts, permalink: string): string[] | null {
  const kept = new Set([...(properties.aliases ?? []), address]);
  kept.delete(permalink);
  return kept.size === 0 ? null : [...kept];
}

function FixedAddress({
  document,
  onChange,
}: {
  readonly document: DocumentFacts;
  readonly onChange: () => void;
}) {
  const t = useTranslate();
  return (
    <DraftField
      label={t("property.address")}
      value={document.properties.permalink ?? document.address}
      isReadOnly
      description={t("property.address.frozen")}
      onTake={() => undefined}
      after={
        <Button variant="quiet" onPress={onChange}>
          {t("property.address.change")}
        </Button>
      }
    />
  );
}
