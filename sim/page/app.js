// Puts the page together.

import { addCustomer, listen } from "./api.js";
import { avatar, h, keep, testid } from "./dom.js";
import { GroupView } from "./group.js";
import { icon } from "./icons.js";
import { Phone } from "./phone.js";
import { apply, changed, customers, load, loadMessages, onChange, state } from "./state.js";
import { currentLanguage, setLanguage, t } from "./texts.js";

const phones = new Map();
const groupView = new GroupView();
const header = h("header", { class: "top" });
const shelf = h("div", { class: "shelf" });
const phoneRow = h("div", { class: "phones" });

function toggle(chatId, open) {
  state.open = open ? [...state.open.filter((id) => id !== chatId), chatId] : state.open.filter((id) => id !== chatId);
  if (open && !state.messages.has(chatId)) loadMessages(chatId);
  changed();
}

function phone(chatId) {
  if (!phones.has(chatId)) phones.set(chatId, new Phone(chatId, (id) => toggle(id, false)));
  return phones.get(chatId);
}

function askCustomer() {
  const names = t("names");
  const name = h("input", { value: names[customers().length % names.length], ...testid("customer-name") });
  const language = h("select", { ...testid("customer-language") }, h("option", { value: "ru" }, "Русский"), h("option", { value: "en" }, "English"));
  language.value = currentLanguage();
  const form = h(
    "form",
    { method: "dialog", ...testid("customer-form") },
    h("h2", {}, t("newCustomer")),
    h("label", {}, t("name"), name),
    h("label", {}, t("language"), language),
    h("div", { class: "form-row" }, h("button", { type: "button", onclick: () => dialog.close() }, t("cancel")), h("button", { class: "primary", ...testid("customer-add") }, t("add"))),
  );
  const dialog = h("dialog", {}, form);
  form.addEventListener("submit", async () => {
    const user = await addCustomer({ first_name: name.value.trim() || names[0], language_code: language.value });
    toggle(user.id, true);
    requestAnimationFrame(() => requestAnimationFrame(() => phone(user.id).element.scrollIntoView({ behavior: "smooth", inline: "end" })));
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  name.select();
}

function renderHeader() {
  const other = currentLanguage() === "ru" ? "en" : "ru";
  header.replaceChildren(
    h("span", { class: "logo" }, icon("send")),
    h("div", { class: "chat-title" }, h("b", {}, t("title")), h("small", {}, t("subtitle"))),
    h("span", { class: state.live ? "live on" : "live", ...testid("live") }, state.live ? t("live") : t("lost")),
    h("button", { class: "plain", ...testid("language-toggle"), onclick: () => (setLanguage(other), changed()) }, other.toUpperCase()),
  );
}

function renderShelf() {
  const chips = customers().map((chat) => {
    const open = state.open.includes(chat.id);
    return h(
      "button",
      { class: open ? "chip on" : "chip", "aria-pressed": String(open), data: { chatId: chat.id }, ...testid("customer-chip"), onclick: () => toggle(chat.id, !open) },
      avatar(chat.user.first_name, chat.id, "tiny"),
      chat.user.first_name,
    );
  });
  shelf.replaceChildren(...chips, h("button", { class: "chip add", ...testid("add-customer"), onclick: askCustomer }, icon("plus"), t("addCustomer")));
}

function render() {
  if (!state.bot) return;
  renderHeader();
  renderShelf();
  const open = state.open.filter((id) => state.chats.has(id));
  if (!open.length) phoneRow.replaceChildren(h("div", { class: "absent" }, t("noPhones")));
  else keep(phoneRow, open, (id) => id, () => "", (id) => phone(id).element);
  open.forEach((id) => phone(id).render());
  groupView.render();
}

function reportErrors() {
  window.addEventListener("unhandledrejection", (event) => {
    const note = h("div", { class: "error-note", ...testid("error") }, event.reason?.message || String(event.reason));
    document.body.append(note);
    setTimeout(() => note.remove(), 4000);
  });
}

async function begin() {
  reportErrors();
  setLanguage(currentLanguage());
  document.getElementById("app").append(header, h("main", {}, h("div", { class: "left" }, shelf, phoneRow), groupView.element));
  onChange(render);
  await load();
  let connected = false;
  listen(state.seq, apply, (live) => {
    state.live = live;
    if (live && connected) load();
    connected ||= live;
    changed();
  });
}

begin();
