import { I18nProvider } from "react-aria-components";
import { useLanguage } from "../state/language.ts";
import { Frame } from "./frame/frame.tsx";

/** The whole interface, in the language that the author chose. */
export function Root() {
  const language = useLanguage();
  return (
    <I18nProvider locale={language}>
      <Frame />
    </I18nProvider>
  );
}
