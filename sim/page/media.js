// Pictures, sounds and the rest inside a bubble.

import { h, testid } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./texts.js";

const size = (bytes) => (bytes > 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`);
const duration = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;

function bars(seed) {
  return Array.from({ length: 28 }, (_, i) => h("i", { style: `height:${4 + ((i * 7 + seed * 13) % 11) + ((i * 3) % 5)}px` }));
}

const KINDS = {
  photo: (message, url) => h("img", { class: "photo", src: url(message.photo.at(-1).file_id), alt: t("photo"), loading: "lazy", ...testid("photo") }),
  document: (message, url) =>
    h("a", { class: "file", href: url(message.document.file_id), target: "_blank", ...testid("document") }, h("span", { class: "file-icon" }, icon("file")), h("span", {}, h("b", {}, message.document.file_name || t("document")), h("small", {}, size(message.document.file_size || 0)))),
  voice: (message, url) => {
    const sound = new Audio(url(message.voice.file_id));
    return h("div", { class: "voice", ...testid("voice") }, h("button", { title: t("voice"), onclick: () => (sound.paused ? sound.play() : sound.pause()) }, icon("play")), h("span", { class: "bars" }, bars(message.message_id)), h("small", {}, duration(message.voice.duration)));
  },
  audio: (message, url) => h("a", { class: "file", href: url(message.audio.file_id), target: "_blank" }, h("span", { class: "file-icon" }, icon("play")), h("span", {}, h("b", {}, message.audio.title || message.audio.file_name || t("audio")), h("small", {}, duration(message.audio.duration)))),
  video_note: (message) => h("div", { class: "round", ...testid("video_note") }, icon("play"), h("small", {}, duration(message.video_note.duration))),
  video: (message) => h("div", { class: "film", ...testid("video") }, icon("play"), h("small", {}, duration(message.video.duration))),
  animation: () => h("div", { class: "film" }, h("small", {}, "GIF")),
  sticker: (message) => h("div", { class: "sticker", ...testid("sticker") }, message.sticker.emoji || "🙂"),
  location: (message) => h("div", { class: "map", ...testid("location") }, h("span", { class: "map-pin" }, icon("pin")), h("small", {}, `${message.location.latitude.toFixed(4)}, ${message.location.longitude.toFixed(4)}`)),
  contact: (message) => h("div", { class: "card", ...testid("contact") }, h("span", { class: "file-icon" }, [...message.contact.first_name][0]), h("span", {}, h("b", {}, message.contact.first_name), h("small", {}, message.contact.phone_number))),
};

export function media(messages, url) {
  const shown = messages.filter((message) => KINDS[message.kind]);
  if (!shown.length) return null;
  const made = shown.map((message) => KINDS[message.kind](message, url));
  return made.length === 1 ? made[0] : h("div", { class: `album n${Math.min(made.length, 4)}`, ...testid("album") }, ...made);
}
