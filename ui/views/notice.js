// Follows dom.js.

export default function ({ data, parentElement }) {
  const notice = element("p", `notice ${data.kind}`, `${data.kind === "done" ? "✓" : "⚠"} ${data.text}`);
  notice.setAttribute("role", data.kind === "done" ? "status" : "alert");
  const shown = parentElement.querySelector(".notice");
  if (!shown) parentElement.append(notice);
  else if (shown.textContent !== notice.textContent) shown.replaceWith(notice);
}
