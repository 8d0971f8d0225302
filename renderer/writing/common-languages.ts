/** Language tags that fields for a language suggest. */
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
