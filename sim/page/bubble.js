// One bubble: a message or an album.

import { act, fileUrl } from "./api.js";
import { clockTime, fullName, h, testid } from "./dom.js";
import { formatted } from "./formatted.js";
import { icon } from "./icons.js";
import { media } from "./media.js";
import { state } from "./state.js";
import { t } from "./texts.js";

const QUICK = ["👍", "❤", "🔥", "👌", "✍", "👎"];

// Old symbols such as the heart need a selector to be drawn in colour.
const face = (emoji) => (emoji.length === 1 ? `${emoji}\uFE0F` : emoji);

// Messages of one album stand together in one block.
export function blocks(messages) {
  const made = [];
  for (const message of messages) {
    const last = made.at(-1);
    if (message.media_group_id && last?.[0].media_group_id === message.media_group_id) last.push(message);
    else made.push([message]);
  }
  return made;
}

export function serviceText(message) {
  if (message.forum_topic_created) return t("created", message.forum_topic_created.name);
  if (message.forum_topic_edited) return t("renamed", message.forum_topic_edited.name || "…");
  if (message.forum_topic_closed) return t("topicClosed");
  if (message.forum_topic_reopened) return t("topicReopened");
  if (message.pinned_message) return t("pinned");
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("migrated");
  if (message.new_chat_members) return t("joined", message.new_chat_members.map(fullName).join(", "));
  if (message.left_chat_member) return t("left", fullName(message.left_chat_member));
  return t("service");
}

export function preview(message) {
  if (message.kind === "service") return serviceText(message);
  return message.text || message.caption || t(message.kind) || "";
}

function quoteOf(message) {
  const answered = message.reply_to_message;
  if (!answered || answered.forum_topic_created) return null;
  const text = message.quote?.text || answered.text || answered.caption || t("service");
  return h(
    "div",
    { class: "quoted", ...testid("quoted") },
    h("b", {}, fullName(answered.from)),
    h("span", {}, text.length > 90 ? `${text.slice(0, 90)}…` : text),
  );
}

function inlineButtons(message, viewer) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const make = (button) =>
    button.url
      ? h("a", { class: "inline-button", href: button.url, target: "_blank", rel: "noopener", ...testid("inline-button") }, button.text, h("i", {}, "↗"))
      : h(
          "button",
          {
            class: "inline-button",
            data: { data: button.callback_data || "" },
            ...testid("inline-button"),
            onclick: async (event) => {
              event.currentTarget.classList.add("pressed");
              await act(viewer.userId, "press", {
                chat_id: message.chat.id,
                message_id: message.message_id,
                data: button.callback_data,
              });
            },
          },
          button.text,
        );
  return h("div", { class: "inline-keyboard" }, rows.map((row) => h("div", { class: "inline-row" }, row.map(make))));
}

function reactionsOf(message, viewer) {
  if (!message.reactions?.length) return null;
  const counts = new Map();
  for (const { emoji, user_id } of message.reactions) {
    const one = counts.get(emoji) || { count: 0, own: false };
    counts.set(emoji, { count: one.count + 1, own: one.own || user_id === viewer.userId });
  }
  return h(
    "div",
    { class: "reactions" },
    [...counts].map(([emoji, { count, own }]) =>
      h("button", { class: own ? "reaction own" : "reaction", ...testid("reaction"), onclick: () => viewer.react(message, own ? null : emoji) }, face(emoji), count > 1 ? h("small", {}, String(count)) : null),
    ),
  );
}

function tools(message, viewer) {
  const own = message.from.id === viewer.userId;
  const editable = own && (message.text !== undefined || ["photo", "document", "video", "voice", "audio"].includes(message.kind));
  const options = h(
    "div",
    { class: "quick-reactions" },
    QUICK.map((emoji) => h("button", { ...testid("react-option"), onclick: () => viewer.react(message, emoji) }, face(emoji))),
  );
  return h(
    "div",
    { class: "tools" },
    h("button", { title: t("reply"), ...testid("message-reply"), onclick: () => viewer.reply(message) }, icon("reply")),
    h("span", { class: "tool-react" }, h("button", { title: t("react"), ...testid("message-react") }, icon("smile")), options),
    viewer.names && h("button", { title: t("forwardToBot"), ...testid("message-forward"), onclick: () => viewer.forward(message) }, icon("forward")),
    editable && h("button", { title: t("edit"), ...testid("message-edit"), onclick: () => viewer.edit(message) }, icon("pencil")),
    own && h("button", { title: t("remove"), ...testid("message-delete"), onclick: () => viewer.remove(message) }, icon("trash")),
  );
}

function captionOf(messages) {
  const message = messages.find((one) => one.text || one.caption);
  if (!message) return null;
  const text = message.text ?? message.caption;
  const entities = message.entities || message.caption_entities;
  return { text, entities };
}

function originName(origin) {
  return origin.sender_user_name ?? origin.chat?.title ?? origin.sender_chat?.title ?? fullName(origin.sender_user);
}

export function bubble(messages, viewer) {
  const message = messages[0];
  const last = messages.at(-1);
  if (message.kind === "service") {
    return h("div", { class: "service", data: { messageId: message.message_id }, ...testid("service") }, serviceText(message));
  }
  const own = message.from.id === viewer.userId;
  const caption = captionOf(messages);
  const bare = message.kind === "sticker" || message.kind === "video_note";
  const body = h(
    "div",
    { class: `bubble kind-${message.kind}${bare ? " bare" : ""}` },
    viewer.names && !own ? h("div", { class: message.from.is_bot ? "author bot" : "author" }, fullName(message.from)) : null,
    message.forward_origin ? h("div", { class: "forwarded" }, `${t("forwarded")} ${originName(message.forward_origin)}`) : null,
    quoteOf(message),
    media(messages, fileUrl),
    caption ? h("div", { class: "text", ...testid("message-text") }, ...formatted(caption.text, caption.entities, viewer.say)) : null,
    reactionsOf(last, viewer),
    h("span", { class: "meta" }, messages.some((one) => one.edit_date) ? h("span", { ...testid("edited") }, t("edited")) : null, clockTime(last.date)),
  );
  const author = own ? "self" : message.from.id === state.bot.id ? "bot" : "other";
  return h(
    "div",
    { class: `message ${own ? "out" : "in"}`, data: { messageId: message.message_id, kind: message.kind, author }, ...testid("message") },
    h("div", { class: "column" }, h("div", { class: "line" }, body, tools(last, viewer)), inlineButtons(last, viewer)),
  );
}
