// The control API of the local Telegram.

async function call(method, path, body) {
  const response = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error || response.statusText);
  return answer;
}

export const getWorld = () => call("GET", "/control/world");
export const getMessages = (chatId) => call("GET", `/control/chats/${chatId}/messages?limit=300`);
export const getChat = (chatId) => call("GET", `/control/chats/${chatId}`);
export const act = (userId, action, body) => call("POST", `/control/people/${userId}/${action}`, body);
export const change = (chatId, what, body) => call("POST", `/control/groups/${chatId}/${what}`, body);
export const addCustomer = (body) => call("POST", "/control/customers", body);
export const addGroup = (body) => call("POST", "/control/groups", body);
export const fileUrl = (fileId) => `/control/files/${encodeURIComponent(fileId)}`;

export function listen(after, onEvent, onState) {
  const source = new EventSource(`/control/stream?after=${after}`);
  source.onmessage = (message) => onEvent(JSON.parse(message.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return source;
}

export async function readFile(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}
