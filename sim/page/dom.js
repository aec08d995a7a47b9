// Builds elements. Text always goes in as text, never as markup.

export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "class") element.className = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "style") element.style.cssText = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export const testid = (name) => ({ "data-testid": name });

// Keeps the children of a container in step with a list; an item whose signature is the same keeps its element.
export function keep(container, items, key, signature, build) {
  const old = new Map([...container.children].map((child) => [child.dataset.key, child]));
  const wanted = items.map((item) => {
    const id = String(key(item));
    const sign = signature(item);
    const there = old.get(id);
    if (there && there.dataset.sign === sign) return there;
    const made = build(item);
    made.dataset.key = id;
    made.dataset.sign = sign;
    return made;
  });
  wanted.forEach((element, index) => {
    const current = container.children[index];
    if (current !== element) container.insertBefore(element, current || null);
  });
  while (container.children.length > wanted.length) container.lastChild.remove();
}

const COLORS = ["#e17076", "#7bc862", "#65aadd", "#a695e7", "#ee7aae", "#6ec9cb", "#faa774"];

export function avatar(name, id, size = "") {
  const letters = name
    .split(" ")
    .slice(0, 2)
    .map((part) => [...part][0] || "")
    .join("");
  return h("span", { class: `avatar ${size}`, style: `background:${COLORS[Math.abs(id) % COLORS.length]}` }, letters);
}

export const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString("ru", { hour: "2-digit", minute: "2-digit" });
}
