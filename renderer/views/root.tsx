import { I18nProvider } from "react-aria-components";
import { useLanguage } from "../state/language.ts";
import { Frame } from "./frame/frame.tsx";

/** The interface, in the author's language. */
export function Root() {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Frame />
    </I18nProvider>
  );
}
