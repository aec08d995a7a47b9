// What the page knows, and how events change it.

import { getChat, getMessages, getWorld } from "./api.js";

export const state = {
  bot: null,
  seq: 0,
  live: false,
  chats: new Map(),
  messages: new Map(),
  commands: [],
  description: "",
  open: [],
  typing: new Map(),
  toasts: new Map(),
  waiting: new Map(),
  agentId: null,
  groupId: null,
  topicId: 0,
  read: new Map(),
};

const listeners = new Set();
let planned = false;

export const onChange = (listener) => listeners.add(listener);

export function changed() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    listeners.forEach((listener) => listener());
  });
}

export async function load() {
  const world = await getWorld();
  Object.assign(state, { bot: world.bot, seq: world.seq, commands: world.commands, description: world.description });
  state.chats = new Map([...world.customers, ...world.groups].map((chat) => [chat.id, chat]));
  state.messages.clear();
  if (!state.open.length) state.open = world.customers.slice(0, 2).map((chat) => chat.id);
  pickGroup();
  await Promise.all([...state.open, state.groupId].filter(Boolean).map(loadMessages));
  for (const message of state.messages.get(state.groupId)?.values() || []) markRead(message);
  changed();
}

export async function loadMessages(chatId) {
  const { messages } = await getMessages(chatId);
  state.messages.set(chatId, new Map(messages.map((message) => [message.message_id, message])));
  changed();
}

export const customers = () => [...state.chats.values()].filter((chat) => chat.type === "private");
export const groups = () => [...state.chats.values()].filter((chat) => chat.type !== "private" && !chat.migrated_to);
export const group = () => state.chats.get(state.groupId);
export const agents = (chat) => chat.members.map((member) => member.user).filter((user) => !user.is_bot);
export const topicOf = (message) => (message.is_topic_message ? message.message_thread_id : 0);
const readKey = (chatId, topicId) => `${chatId}:${topicId}`;

function pickGroup() {
  const there = groups();
  if (!there.some((chat) => chat.id === state.groupId)) state.groupId = there.at(-1)?.id ?? null;
  const present = state.groupId ? agents(group()) : [];
  if (!present.some((user) => user.id === state.agentId)) state.agentId = present[0]?.id ?? null;
}

// Somebody's private chat with the bot, as a phone on the left; agents have one as well.
export async function openPrivate(userId) {
  if (!state.chats.has(userId)) state.chats.set(userId, await getChat(userId));
  state.open = [userId, ...state.open.filter((id) => id !== userId)];
  await loadMessages(userId);
}

function markRead(message) {
  const key = readKey(message.chat.id, topicOf(message));
  state.read.set(key, Math.max(state.read.get(key) || 0, message.message_id));
}

export function openTopic(topicId) {
  state.topicId = topicId;
  for (const message of topicMessages(topicId)) markRead(message);
  changed();
}

export function topicMessages(topicId) {
  return [...(state.messages.get(state.groupId)?.values() || [])].filter((message) => topicOf(message) === topicId);
}

export function unread(topicId) {
  const read = state.read.get(readKey(state.groupId, topicId)) || 0;
  return topicMessages(topicId).filter(
    (message) => message.message_id > read && message.from.id !== state.agentId && message.kind !== "service",
  ).length;
}

const APPLY = {
  message(chatId, message) {
    state.messages.get(chatId)?.set(message.message_id, message);
    if (message.from.is_bot) state.typing.delete(`${chatId}:${topicOf(message)}`);
    if (chatId === state.groupId && topicOf(message) === state.topicId && !document.hidden) markRead(message);
  },
  edit(chatId, message) {
    state.messages.get(chatId)?.set(message.message_id, message);
  },
  delete(chatId, { message_id }) {
    state.messages.get(chatId)?.delete(message_id);
  },
  chat(chatId, chat) {
    const inGroup = groups().some((one) => one.members.some((member) => member.user.id === chatId));
    if (chat.type === "private" && !state.chats.has(chatId) && inGroup && !chat.started) return;
    state.chats.set(chatId, chat);
    for (const user of chat.members || []) {
      const own = state.chats.get(user.user.id);
      if (own && !own.started) {
        state.chats.delete(own.id);
        state.open = state.open.filter((id) => id !== own.id);
      }
    }
    pickGroup();
    if (!state.messages.has(chatId) && chatId === state.groupId) loadMessages(chatId);
  },
  topic(chatId, topic) {
    const chat = state.chats.get(chatId);
    if (!chat?.topics) return;
    const rest = chat.topics.filter((one) => one.message_thread_id !== topic.message_thread_id);
    chat.topics = [...rest, topic];
  },
  topic_deleted(chatId, { message_thread_id }) {
    const chat = state.chats.get(chatId);
    if (chat?.topics) chat.topics = chat.topics.filter((one) => one.message_thread_id !== message_thread_id);
    for (const [id, message] of state.messages.get(chatId) || []) {
      if (message.is_topic_message && message.message_thread_id === message_thread_id) {
        state.messages.get(chatId).delete(id);
      }
    }
    if (state.topicId === message_thread_id && chatId === state.groupId) state.topicId = 0;
  },
  action(chatId, { action, message_thread_id }) {
    const key = `${chatId}:${message_thread_id || 0}`;
    state.typing.set(key, { action, until: Date.now() + 5000 });
    setTimeout(changed, 5100);
  },
  answer(chatId, answer) {
    state.waiting.delete(answer.query_id);
    if (!answer.text) return;
    state.toasts.set(`${chatId}:${answer.user_id}`, { ...answer, until: Date.now() + 4000 });
    setTimeout(changed, 4100);
  },
  commands(_, { commands }) {
    state.commands = commands;
  },
};

export function apply(event) {
  state.seq = event.seq;
  APPLY[event.kind]?.(event.chat_id, event.data);
  changed();
}

export function typingIn(chatId, topicId = 0) {
  const typing = state.typing.get(`${chatId}:${topicId}`);
  return typing && typing.until > Date.now() ? typing.action : null;
}

export function toastFor(chatId, userId) {
  const toast = state.toasts.get(`${chatId}:${userId}`);
  return toast && (toast.show_alert || toast.until > Date.now()) ? toast : null;
}

export function dismissToast(chatId, userId) {
  state.toasts.delete(`${chatId}:${userId}`);
  changed();
}
