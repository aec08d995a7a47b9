// The line where a person writes: text, attachments, reply and edit bars.

import { act, readFile } from "./api.js";
import { fullName, h, testid } from "./dom.js";
import { icon } from "./icons.js";
import { preview } from "./bubble.js";
import { t } from "./texts.js";

const SAMPLES = [
  ["photo", "🖼"],
  ["album", "🗂"],
  ["voice", "🎙"],
  ["video_note", "⏺"],
  ["video", "🎬"],
  ["document", "📄"],
  ["sticker", "🐳"],
  ["location", "📍"],
  ["contact", "👤"],
];

export class Composer {
  // place() → {userId, chatId, topic, commands}; all actions go there.
  constructor(prefix, place) {
    this.prefix = prefix;
    this.place = place;
    this.mode = null;
    this.number = 0;
    this.bar = h("div", { class: "mode-bar", hidden: true });
    this.popup = h("div", { class: "popup", hidden: true });
    this.input = h("textarea", { rows: 1, ...testid(`${prefix}-input`) });
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("input", () => this.fit());
    this.upload = h("input", { type: "file", hidden: true, ...testid(`${prefix}-file`), onchange: () => this.sendOwn() });
    this.menu = h("button", { class: "tool", ...testid(`${prefix}-menu`), onclick: () => this.toggle("commands") }, icon("menu"));
    this.clip = h("button", { class: "tool", ...testid(`${prefix}-attach`), onclick: () => this.toggle("attach") }, icon("clip"));
    this.button = h("button", { class: "tool send", ...testid(`${prefix}-send`), onclick: () => this.submit() }, icon("send"));
    this.element = h("div", { class: "composer" }, this.popup, this.bar, h("div", { class: "composer-line" }, this.menu, this.input, this.clip, this.button), this.upload);
    document.addEventListener("click", (event) => this.element.contains(event.target) || this.closePopup());
    this.translate();
  }

  translate() {
    this.input.placeholder = t("write");
    this.menu.title = t("commands");
    this.clip.title = t("attach");
    this.button.title = t("send");
  }

  onKey(event) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape") this.setMode(null);
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 110)}px`;
  }

  setMode(mode) {
    this.mode = mode;
    this.bar.hidden = !mode;
    if (!mode) return this.bar.replaceChildren();
    const title = mode.kind === "edit" ? t("editing") : fullName(mode.message.from);
    this.bar.replaceChildren(
      icon(mode.kind === "edit" ? "pencil" : "reply"),
      h("div", {}, h("b", {}, title), h("span", {}, preview(mode.message))),
      h("button", { title: t("cancel"), onclick: () => this.setMode(null) }, icon("close")),
    );
    if (mode.kind === "edit") this.input.value = mode.message.text ?? mode.message.caption ?? "";
    this.fit();
    this.input.focus();
  }

  about() {
    const { chatId, topic } = this.place();
    const about = { chat_id: chatId };
    if (topic) about.topic = topic;
    if (this.mode?.kind === "reply") about.reply_to = this.mode.message.message_id;
    return about;
  }

  async say(text) {
    await act(this.place().userId, "say", { ...this.about(), text });
  }

  async submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const mode = this.mode;
    this.input.value = "";
    this.fit();
    if (mode?.kind === "edit") {
      await act(this.place().userId, "edit", { chat_id: this.place().chatId, message_id: mode.message.message_id, text });
    } else await this.say(text);
    this.setMode(null);
  }

  async attach(kind) {
    this.closePopup();
    this.number += 1;
    const { userId } = this.place();
    const about = this.about();
    if (kind === "album" || kind === "location" || kind === "contact") await act(userId, kind, about);
    else await act(userId, "send_media", { ...about, kind, number: this.number });
    this.setMode(null);
  }

  async sendOwn() {
    const file = this.upload.files[0];
    if (!file) return;
    const kind = file.type.startsWith("image/") ? "photo" : file.type.startsWith("video/") ? "video" : "document";
    const data = await readFile(file);
    await act(this.place().userId, "send_media", { ...this.about(), kind, data, name: file.name, mime: file.type });
    this.upload.value = "";
    this.setMode(null);
  }

  toggle(which) {
    const same = this.popup.dataset.which === which && !this.popup.hidden;
    if (same) return this.closePopup();
    this.popup.dataset.which = which;
    this.popup.replaceChildren(...(which === "attach" ? this.attachments() : this.commands()));
    this.popup.hidden = false;
  }

  closePopup() {
    this.popup.hidden = true;
  }

  attachments() {
    const samples = SAMPLES.map(([kind, sign]) =>
      h("button", { class: "sample", ...testid(`attach-${kind}`), onclick: () => this.attach(kind) }, h("span", {}, sign), t(kind)),
    );
    const own = h("button", { class: "sample own", ...testid("attach-own"), onclick: () => this.upload.click() }, t("own"));
    return [h("div", { class: "samples" }, samples, own)];
  }

  commands() {
    const listed = this.place().commands;
    if (!listed.length) return [h("div", { class: "nothing" }, t("noCommands"))];
    return listed.map(({ command, description }) =>
      h(
        "button",
        { class: "command-row", data: { command }, ...testid("command"), onclick: () => (this.closePopup(), this.say(`/${command}`)) },
        h("b", {}, `/${command}`),
        h("span", {}, description),
      ),
    );
  }
}
