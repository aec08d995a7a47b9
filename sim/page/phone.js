// A customer's phone.

import { act } from "./api.js";
import { commandsFor, Conversation } from "./conversation.js";
import { avatar, fullName, h, testid } from "./dom.js";
import { icon } from "./icons.js";
import { state, typingIn } from "./state.js";
import { t } from "./texts.js";

export class Phone {
  constructor(chatId, onHide) {
    this.chatId = chatId;
    this.conversation = new Conversation("phone", () => this.place());
    this.owner = h("div", { class: "phone-owner" });
    this.head = h("div", { class: "chat-head" });
    this.keyboard = h("div", { class: "keyboard", hidden: true });
    this.gate = h("button", { class: "gate", hidden: true });
    this.onHide = onHide;
    this.element = h(
      "section",
      { class: "phone", data: { chatId, key: chatId, sign: "" }, ...testid("phone") },
      this.owner,
      h("div", { class: "screen" }, this.head, this.conversation.list, this.conversation.toast, this.conversation.composer.element, this.keyboard, this.gate),
    );
  }

  place() {
    const chat = state.chats.get(this.chatId);
    return { userId: this.chatId, chatId: this.chatId, topic: null, key: this.chatId, commands: commandsFor(chat, chat.user.language_code) };
  }

  render() {
    const chat = state.chats.get(this.chatId);
    if (!chat) return;
    this.renderOwner(chat);
    this.renderHead(chat);
    const messages = [...(state.messages.get(this.chatId)?.values() || [])];
    this.conversation.composer.translate();
    this.conversation.render(messages, state.description || t("emptyPhone"));
    this.renderGate(chat);
    this.renderKeyboard(chat);
  }

  renderOwner(chat) {
    this.owner.replaceChildren(
      avatar(fullName(chat.user), chat.id, "small"),
      h("b", { ...testid("phone-name") }, fullName(chat.user)),
      h("span", { class: "tag" }, (chat.user.language_code || "").toUpperCase()),
      h("button", { class: "quiet", title: t("hide"), ...testid("phone-hide"), onclick: () => this.onHide(this.chatId) }, icon("close")),
    );
  }

  renderHead(chat) {
    const action = typingIn(this.chatId);
    const doing = action && (action === "typing" ? t("typing") : t("sending"));
    this.head.replaceChildren(
      h("span", { class: "avatar bot" }, "0"),
      h("div", { class: "chat-title" }, h("b", {}, state.bot.first_name), h("small", { class: doing ? "doing" : "", ...testid("phone-typing") }, doing || t("bot"))),
      h(
        "button",
        { class: chat.blocked ? "tool on" : "tool", title: chat.blocked ? t("unblock") : t("block"), ...testid("phone-block"), onclick: () => act(chat.id, chat.blocked ? "unblock" : "block", {}) },
        icon("block"),
      ),
    );
  }

  renderGate(chat) {
    const closed = chat.blocked || !this.started(chat);
    this.conversation.composer.element.hidden = closed;
    this.gate.hidden = !closed;
    this.gate.textContent = chat.blocked ? t("unblock") : t("start");
    this.gate.dataset.testid = chat.blocked ? "phone-unblock" : "phone-start";
    this.gate.onclick = () => (chat.blocked ? act(chat.id, "unblock", {}) : act(chat.id, "say", { text: "/start" }));
  }

  started(chat) {
    return chat.started || (state.messages.get(this.chatId)?.size || 0) > 0;
  }

  renderKeyboard(chat) {
    const rows = chat.keyboard?.keyboard;
    this.keyboard.hidden = !rows || chat.blocked;
    const press = (button) => () =>
      button.request_contact ? act(chat.id, "contact", {}) : button.request_location ? act(chat.id, "location", {}) : this.conversation.composer.say(button.text);
    this.keyboard.replaceChildren(
      ...(rows || []).map((row) => h("div", { class: "inline-row" }, row.map((button) => h("button", { ...testid("keyboard-button"), onclick: press(button) }, button.text)))),
    );
    if (chat.keyboard?.input_field_placeholder) this.conversation.composer.input.placeholder = chat.keyboard.input_field_placeholder;
  }
}
