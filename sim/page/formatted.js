// Text with Telegram's entities as elements. Entity offsets are UTF-16 units, as in JavaScript strings.

import { h } from "./dom.js";

const TAGS = {
  bold: "b",
  italic: "i",
  underline: "u",
  strikethrough: "s",
  code: "code",
  pre: "pre",
  blockquote: "blockquote",
  expandable_blockquote: "blockquote",
};

function wrap(entity, text, children, onCommand) {
  if (TAGS[entity.type]) return h(TAGS[entity.type], {}, ...children);
  if (entity.type === "spoiler") {
    return h("span", { class: "spoiler", onclick: (event) => event.currentTarget.classList.add("shown") }, ...children);
  }
  if (entity.type === "bot_command") {
    return h("a", { class: "command", onclick: () => onCommand?.(text) }, ...children);
  }
  const href = { text_link: entity.url, url: /^https?:/.test(text) ? text : `https://${text}`, email: `mailto:${text}` }[
    entity.type
  ];
  if (href && /^(https?|mailto|tg):/.test(href)) {
    return h("a", { href, target: "_blank", rel: "noopener" }, ...children);
  }
  return h("span", { class: `entity-${entity.type}` }, ...children);
}

function build(text, entities, from, to, onCommand) {
  const nodes = [];
  let at = from;
  let i = 0;
  while (i < entities.length) {
    const entity = entities[i];
    const start = Math.max(entity.offset, from);
    const end = Math.min(entity.offset + entity.length, to);
    if (start > at) nodes.push(text.slice(at, start));
    const inner = [];
    let j = i + 1;
    while (j < entities.length && entities[j].offset < end) inner.push(entities[j++]);
    nodes.push(wrap(entity, text.slice(start, end), build(text, inner, start, end, onCommand), onCommand));
    at = Math.max(at, end);
    i = j;
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

export function formatted(text, entities, onCommand) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return build(text, sorted, 0, text.length, onCommand);
}
