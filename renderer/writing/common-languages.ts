/** Language tags that are suggested in fields for a language. */
export const commonLanguages: readonly string[] = [
  "ja",
  "en",
  "zh-Hans",
  "zh-Hant",
  "ko",
  "de",
  "fr",
  "es",
  "pt",
  "it",
  "ar",
  "he",
];
