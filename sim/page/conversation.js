// A list of messages with its composer: what phones and the agents' group share.

import { act } from "./api.js";
import { blocks, bubble } from "./bubble.js";
import { Composer } from "./composer.js";
import { h, keep, testid } from "./dom.js";
import { openPrivate, state, toastFor, dismissToast } from "./state.js";
import { currentLanguage, t } from "./texts.js";

const SCOPES = { private: ["all_private_chats", "default"], group: ["chat_administrators", "all_chat_administrators", "all_group_chats", "default"] };

// Commands that Telegram would show: the narrowest scope first, the person's language before none.
export function commandsFor(chat, language) {
  const kinds = chat.type === "private" ? SCOPES.private : SCOPES.group;
  const parsed = state.commands.map((one) => ({ ...one, scope: JSON.parse(one.scope) }));
  const own = parsed.filter((one) => one.scope.chat_id === chat.id);
  for (const fits of [own, ...kinds.map((kind) => parsed.filter((one) => one.scope.type === kind && !one.scope.chat_id))]) {
    const found = fits.find((one) => one.language_code === language) || fits.find((one) => !one.language_code);
    if (found) return found.commands;
  }
  return [];
}

export class Conversation {
  constructor(prefix, place, { names = false } = {}) {
    this.place = place;
    this.names = names;
    this.list = h("div", { class: "messages", ...testid(`${prefix}-messages`) });
    this.atEnd = true;
    this.list.addEventListener("scroll", () => {
      this.atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80;
    });
    new ResizeObserver(() => this.atEnd && this.toEnd()).observe(this.list);
    this.composer = new Composer(prefix, place);
    this.toast = h("div", { class: "toast", hidden: true, ...testid(`${prefix}-toast`) });
  }

  viewer() {
    const { userId, chatId } = this.place();
    return {
      userId,
      names: this.names,
      say: (text) => this.composer.say(text),
      reply: (message) => this.composer.setMode({ kind: "reply", message }),
      edit: (message) => this.composer.setMode({ kind: "edit", message }),
      react: (message, emoji) => act(userId, "react", { chat_id: chatId, message_id: message.message_id, emoji: emoji ? [emoji] : [] }),
      forward: (message) => act(userId, "forward", { chat_id: chatId, message_id: message.message_id }).then(() => openPrivate(userId)),
      remove: (message) => act(userId, "delete", { chat_id: chatId, message_id: message.message_id }),
    };
  }

  render(messages, emptyText) {
    const { userId, chatId } = this.place();
    const atEnd = this.atEnd || this.shownFor !== this.place().key;
    const sign = `${currentLanguage()}|${userId}|`;
    const made = blocks(messages);
    if (!made.length) this.list.replaceChildren(h("div", { class: "empty", data: { key: "empty" } }, emptyText || t("empty")));
    else keep(this.list, made, (block) => block[0].message_id, (block) => sign + JSON.stringify(block), (block) => bubble(block, this.viewer()));
    if (atEnd) this.toEnd();
    this.shownFor = this.place().key;
    this.showToast(chatId, userId);
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.atEnd = true;
  }

  showToast(chatId, userId) {
    const toast = toastFor(chatId, userId);
    this.toast.hidden = !toast;
    this.toast.classList.toggle("alert", Boolean(toast?.show_alert));
    if (!toast) return;
    this.toast.replaceChildren(toast.text, toast.show_alert ? h("button", { onclick: () => dismissToast(chatId, userId) }, "OK") : "");
  }
}
