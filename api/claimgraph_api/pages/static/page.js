// Small comforts. Every page is complete without them.

// Ctrl+Enter (or Command+Enter) in a text area presses the first button of its form.
document.addEventListener("keydown", (event) => {
  const area = event.target;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && area instanceof HTMLTextAreaElement && area.form) {
    event.preventDefault();
    area.form.requestSubmit(area.form.querySelector("button"));
  }
});

// A button with data-copy copies that text, or with an empty value the address of the page, and says so.
for (const button of document.querySelectorAll("button[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const label = button.textContent;
    await navigator.clipboard.writeText(button.dataset.copy || location.href);
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 1500);
  });
}

// In a document, pointing at marked words shows their claims beside it, and the other way round.
const marks = [...document.querySelectorAll(".text mark")].map((mark) => [mark, mark.dataset.claims.split(" ")]);

const show = (claims) => {
  for (const [mark, own] of marks) mark.classList.toggle("near", own.some((claim) => claims.includes(claim)));
  for (const item of document.querySelectorAll(".side li[id]")) item.classList.toggle("near", claims.includes(item.id.slice(2)));
};

for (const [mark, own] of marks) {
  mark.addEventListener("mouseenter", () => {
    show(own);
    const side = document.querySelector(".side");
    const item = document.getElementById("l-" + own[0]);
    if (item && side.scrollHeight > side.clientHeight) side.scrollTop = item.offsetTop - 60;
  });
  mark.addEventListener("mouseleave", () => show([]));
}
for (const item of marks.length ? document.querySelectorAll(".side li[id]") : []) {
  item.addEventListener("mouseenter", () => show([item.id.slice(2)]));
  item.addEventListener("mouseleave", () => show([]));
}
