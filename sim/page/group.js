// The agents' group: topics on its left, the open topic on its right.

import { addGroup, change } from "./api.js";
import { preview } from "./bubble.js";
import { commandsFor, Conversation } from "./conversation.js";
import { avatar, clockTime, fullName, h, keep, testid } from "./dom.js";
import { icon } from "./icons.js";
import { agents, changed, group, openPrivate, openTopic, state, topicMessages, typingIn, unread } from "./state.js";
import { currentLanguage, t } from "./texts.js";

const color = (number) => `#${number.toString(16).padStart(6, "0")}`;
const letterOf = (name) => (name.match(/\p{L}/u) || [...name])[0];

export class GroupView {
  constructor() {
    this.conversation = new Conversation("group", () => this.place(), { names: true });
    this.head = h("div", { class: "group-head" });
    this.topicList = h("div", { class: "topics", ...testid("topics") });
    this.topicHead = h("div", { class: "chat-head" });
    this.body = h(
      "div",
      { class: "group-body" },
      this.topicList,
      h("div", { class: "screen" }, this.topicHead, this.conversation.list, this.conversation.toast, this.conversation.composer.element),
    );
    this.absent = h("div", { class: "absent" });
    this.element = h("section", { class: "group", ...testid("group") }, this.head, this.body, this.absent);
  }

  place() {
    return {
      userId: state.agentId,
      chatId: state.groupId,
      topic: state.topicId || null,
      key: `${state.groupId}:${state.topicId}`,
      commands: group() ? commandsFor(group(), currentLanguage()) : [],
    };
  }

  render() {
    const chat = group();
    this.body.hidden = this.head.hidden = !chat;
    this.absent.hidden = Boolean(chat);
    if (!chat) return this.renderAbsent();
    this.renderHead(chat);
    this.renderTopics(chat);
    this.renderTopicHead(chat);
    this.conversation.composer.translate();
    this.conversation.render(topicMessages(state.topicId), state.topicId || chat.topics?.length ? t("empty") : t("noTopics"));
    return undefined;
  }

  renderAbsent() {
    this.absent.replaceChildren(
      h("p", {}, t("noGroup")),
      h("button", { class: "primary", ...testid("add-group"), onclick: () => addGroup({ title: t("groupTitle"), agents: t("agents") }) }, t("makeGroup")),
    );
  }

  renderHead(chat) {
    const buttons = agents(chat).map((user) =>
      h(
        "button",
        {
          class: user.id === state.agentId ? "agent on" : "agent",
          "aria-pressed": String(user.id === state.agentId),
          data: { userId: user.id },
          ...testid("agent"),
          onclick: () => {
            state.agentId = user.id;
            changed();
          },
        },
        avatar(fullName(user), user.id, "small"),
        user.first_name,
      ),
    );
    this.head.replaceChildren(
      h("div", { class: "chat-title" }, h("b", { ...testid("group-title") }, chat.title), h("small", {}, `${chat.members.length} ${t("members")}`)),
      h(
        "div",
        { class: "agents", role: "group", "aria-label": t("actAs") },
        h("small", {}, t("actAs")),
        ...buttons,
        h("button", { class: "tool", title: t("ownChat"), ...testid("agent-private"), onclick: () => openPrivate(state.agentId) }, icon("phone")),
      ),
    );
  }

  renderTopics(chat) {
    const general = { message_thread_id: 0, name: t("general"), icon_color: 0x9aa5b1, closed: false };
    const newest = (topic) => topicMessages(topic.message_thread_id).at(-1);
    const byAge = [...(chat.topics || [])].sort((a, b) => (newest(b)?.message_id || b.message_thread_id) - (newest(a)?.message_id || a.message_thread_id));
    const shown = [general, ...byAge].map((topic) => ({ topic, last: newest(topic), unread: unread(topic.message_thread_id), on: topic.message_thread_id === state.topicId }));
    keep(this.topicList, shown, ({ topic }) => topic.message_thread_id, (one) => currentLanguage() + JSON.stringify([one.topic, one.last?.message_id, one.last?.edit_date, one.unread, one.on]), (one) => this.topicRow(one));
  }

  topicRow({ topic, last, unread: count, on }) {
    return h(
      "button",
      { class: on ? "topic on" : "topic", data: { topicId: topic.message_thread_id }, ...testid("topic"), onclick: () => openTopic(topic.message_thread_id) },
      h("span", { class: "topic-icon", style: `background:${color(topic.icon_color)}` }, topic.message_thread_id ? letterOf(topic.name) : "#"),
      h(
        "span",
        { class: "topic-text" },
        h("b", {}, h("span", {}, topic.name), topic.closed ? icon("lock") : null),
        h(
          "span",
          { class: "topic-preview" },
          h("span", {}, last ? preview(last) : ""),
          count ? h("span", { class: "badge", ...testid("topic-unread") }, String(count)) : h("small", {}, last ? clockTime(last.date) : ""),
        ),
      ),
    );
  }

  renderTopicHead(chat) {
    const topic = (chat.topics || []).find((one) => one.message_thread_id === state.topicId);
    const action = typingIn(state.groupId, state.topicId);
    const note = action ? t("typing") : topic?.closed ? t("closed") : "";
    const button = (name, sign, title, run) => h("button", { class: "tool", title, ...testid(name), onclick: run }, icon(sign));
    const id = topic?.message_thread_id;
    const tools = topic
      ? [
          topic.closed
            ? button("topic-reopen", "unlock", t("reopenTopic"), () => change(chat.id, "reopen_topic", { topic: id, user_id: state.agentId }))
            : button("topic-close", "lock", t("closeTopic"), () => change(chat.id, "close_topic", { topic: id, user_id: state.agentId })),
          button("topic-delete", "trash", t("deleteTopic"), () => confirm(t("sureDelete")) && change(chat.id, "delete_topic", { topic: id, user_id: state.agentId })),
        ]
      : [];
    this.topicHead.replaceChildren(h("div", { class: "chat-title" }, h("b", { ...testid("topic-name") }, topic ? topic.name : t("general")), h("small", {}, note)), ...tools);
  }
}
