const ja = {
  title: "ご感想",
  subject: "ご感想が届きました",
  message: "本文",
  name: "お名前（なくても送れます）",
  email: "メールアドレス（返事がほしいとき）",
  trap: "ここには何も入れないでください",
  send: "送る",
  thanks: "ありがとうございます。届きました。",
  again: "送れませんでした。少し待ってから、もう一度送ってください。",
  empty: "本文を入れてください。",
  long: "長すぎて送れません。短くしてください。",
  address: "メールアドレスのつづりを確かめてください。",
  links: "リンクが多すぎて送れません。減らしてください。",
  later: "いまは混み合っています。しばらくしてから送ってください。",
  failed: "いまは受け付けられません。",
};

const en: typeof ja = {
  title: "Write to me",
  subject: "a message from a reader",
  message: "Message",
  name: "Name (if you like)",
  email: "E-mail (if you want an answer)",
  trap: "Leave this empty",
  send: "Send",
  thanks: "Thank you, it has arrived.",
  again: "That did not work. Please wait a moment and send it again.",
  empty: "Please write a message.",
  long: "That is too long. Please make it shorter.",
  address: "Please check the spelling of the e-mail address.",
  links: "There are too many links in it. Please take some out.",
  later: "Too many messages just now. Please try again later.",
  failed: "Messages cannot be taken at the moment.",
};

/** Returns the words of the feedback form in the blog's language. */
export function feedbackWords(language: string): typeof ja {
  return language.startsWith("ja") ? ja : en;
}
