// Follows dom.js.

const WORDS = { added: ["+", "Added: "], removed: ["−", "Removed: "], same: ["", ""], gap: ["⋯", ""] };

export default function ({ data, parentElement }) {
  let list = parentElement.querySelector("ul.diff");
  if (!list) {
    list = element("ul", "diff");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", "Changes of the text");
    parentElement.append(list);
  }
  list.replaceChildren(...data.lines.map((line) => {
    const item = element("li", line.heading ? `${line.change} heading` : line.change);
    const [sign, word] = WORDS[line.change];
    const shown = element("span", "sign", sign);
    shown.setAttribute("aria-hidden", "true");
    const tag = { added: "ins", removed: "del" }[line.change] ?? "span";
    item.append(shown, element("span", "hidden", word), element(tag, "text", line.text));
    return item;
  }));
}
